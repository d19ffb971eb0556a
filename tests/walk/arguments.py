"""Real arguments for each address: a few of each kind that the record holds, and one unknown."""

from collections.abc import Callable
from itertools import product

from django.apps import apps

from tests.walk.routes import Route

UNKNOWN = "00000000-0000-7000-8000-000000000000"
type Values = Callable[[], list[object]]


def _rows(label: str, field: str = "public_id", **where: object) -> Values:
    """Return what lists the newest value of one column, nothing where there is no row."""

    def values() -> list[object]:
        rows = apps.get_model(label).objects.filter(**where).order_by("-pk")
        return list(rows.values_list(field, flat=True)[:1])

    return values


def _fixed(*values: object) -> Values:
    return lambda: list(values)


PUBLIC = {"published_at__isnull": False}
NUMBERS = _rows("recommendations.Recommendation", "number", **PUBLIC)
BY_SPACE: dict[tuple[str, str], Values] = {
    ("bills", "public_id"): _rows("norms.Act"),
    ("institutions", "public_id"): _rows("institutions.Institution"),
    ("regions", "kato"): _rows("institutions.Territory", "kato"),
    ("recommendations", "number"): NUMBERS,
    ("recommendations", "before"): _fixed(1),
    ("recommendations", "after"): _fixed(2),
    ("register", "public_id"): _rows("register.Entry"),
    ("filing", "public_id"): _rows("recommendations.Recommendation"),
    ("filing", "step"): _fixed("asked"),
    ("filing", "slug"): _fixed("withdraw"),
    ("desk", "public_id"): _rows("recommendations.Recommendation"),
    ("desk", "slug"): _fixed("admit", "send", "split"),
    ("body", "public_id"): _rows("recommendations.Address"),
    ("body", "slug"): _fixed("sign", "forward", "measure"),
    ("body", "kind"): _fixed("position"),
    ("body", "pk"): _fixed(1),
    ("files", "public_id"): _rows("files.StoredFile"),
    ("files", "name"): _fixed("file.pdf"),
    ("host", "public_id"): _rows("institutions.Institution"),
    ("me", "token"): _fixed("no-such-token"),
    ("demo", "name"): _fixed("no-such-letter.log"),
    ("demo", "place"): _fixed(0),
}
BY_ROUTE: dict[tuple[str, str], Values] = {
    ("host:end_mandate", "public_id"): _rows("institutions.Mandate"),
    ("host:substitute", "public_id"): _rows("institutions.Mandate"),
    ("invitation", "code"): _fixed("no-such-invitation"),
    ("permanent", "number"): NUMBERS,
    ("sitemap_recommendations", "page"): _fixed(1),
    ("log", "path"): _fixed("checkpoint"),
    ("theme", "theme"): _fixed("light", "no-such-theme"),
    ("openid_connect_login", "provider_id"): _fixed("no-such-provider"),
    ("openid_connect_callback", "provider_id"): _fixed("no-such-provider"),
    ("mfa_remove_webauthn", "pk"): _fixed(1),
    ("mfa_edit_webauthn", "pk"): _fixed(1),
}
UNKNOWN_BY_KIND: dict[str, object] = {
    "UUIDConverter": UNKNOWN,
    "IntConverter": 9_999_999,
    "StringConverter": "no-such-thing",
    "PathConverter": "no/such/thing",
    "SlugConverter": "no-such-thing",
    "NumberConverter": "1999-000001",
}


def source_of(route: Route, need: str) -> Values:
    """Return where the values of one argument come from. Raises KeyError for an unknown one."""
    space = route.name.rpartition(":")[0]
    if (route.name, need) in BY_ROUTE:
        return BY_ROUTE[route.name, need]
    return BY_SPACE[space, need]


def arguments_of(route: Route) -> list[dict[str, object]]:
    """Return sets of arguments: each value the record holds, and a set of nothing known."""
    if not route.needs:
        return [{}]
    names = [name for name, _kind in route.needs]
    values = [source_of(route, name)() for name in names]
    known = [dict(zip(names, chosen, strict=True)) for chosen in product(*values)]
    return [*known, {name: UNKNOWN_BY_KIND[kind] for name, kind in route.needs}]
