"""Real arguments for each address: a few of each kind that the record holds, and one unknown."""

from collections.abc import Callable
from itertools import product

from django.apps import apps
from django.db.models import BooleanField, ExpressionWrapper, F, Q

from tests.walk.routes import Route

UNKNOWN = "00000000-0000-7000-8000-000000000000"
EMPTY = "__isnull"
type Values = Callable[[bool], list[object]]


def _rows(label: str, field: str, *states: str, **where: object) -> Values:
    """Return what lists the newest value of one column; asked for every state, one of each.

    Where there is no row the list is empty. `states` are the columns that tell states apart.
    """

    def values(every: bool) -> list[object]:
        rows = apps.get_model(label).objects.filter(**where).order_by("-pk")
        if not (every and states):
            return list(rows.values_list(field, flat=True)[:1])
        told_apart = [_empty(state) if state.endswith(EMPTY) else F(state) for state in states]
        found = {tuple(row[1:]): row[0] for row in reversed(rows.values_list(field, *told_apart))}
        return list(found.values())

    return values


def _empty(state: str) -> ExpressionWrapper:
    """Return whether a column is empty, as a value of the row."""
    return ExpressionWrapper(Q(**{state: True}), output_field=BooleanField())


def _fixed(*values: object) -> Values:
    return lambda _every: list(values)


TEXT_STATES = ("stage", "hidden_ground", "is_name_public")
MATTER_STATES = (
    "position", "is_open", "is_extended", "grade", "delivered_on__isnull", "answers__state",
    "suspended_since__isnull",
)  # fmt: skip
PUBLIC = {"published_at__isnull": False}
NUMBERS = _rows("recommendations.Recommendation", "number", *TEXT_STATES, **PUBLIC)
BY_SPACE: dict[tuple[str, str], Values] = {
    ("bills", "public_id"): _rows("norms.Act", "public_id", "kind"),
    ("conformity", "public_id"): _rows(
        "norms.Obligation", "public_id", "kind", recommendations__isnull=False
    ),
    ("conversations", "public_id"): _rows(
        "conversations.Conversation", "public_id", "stage", "admits", opened_at__isnull=False
    ),
    ("conversations", "slug"): _fixed("open", "close"),
    ("conversations", "number"): _fixed(1),
    ("conversations", "ident"): _fixed("opinion-map"),
    ("institutions", "public_id"): _rows(
        "institutions.Institution", "public_id", "kind", "valid_to__isnull"
    ),
    ("regions", "kato"): _rows("institutions.Territory", "kato"),
    ("recommendations", "number"): NUMBERS,
    ("recommendations", "before"): _fixed(1),
    ("recommendations", "after"): _fixed(2),
    ("register", "public_id"): _rows("register.Entry", "public_id", "type"),
    ("filing", "public_id"): _rows("recommendations.Recommendation", "public_id", *TEXT_STATES),
    ("filing", "step"): _fixed("asked"),
    ("filing", "slug"): _fixed("withdraw"),
    ("desk", "public_id"): _rows("recommendations.Recommendation", "public_id", *TEXT_STATES),
    ("desk", "slug"): _fixed("admit", "send", "split"),
    ("body", "public_id"): _rows("recommendations.Address", "public_id", *MATTER_STATES),
    ("body", "slug"): _fixed("sign", "forward", "measure"),
    ("body", "kind"): _fixed("position"),
    ("body", "pk"): _fixed(1),
    ("files", "public_id"): _rows("files.StoredFile", "public_id", "media_type", "answers__state"),
    ("files", "name"): _fixed("file.pdf"),
    ("host", "public_id"): _rows(
        "institutions.Institution", "public_id", "kind", "valid_to__isnull"
    ),
    ("me", "token"): _fixed("no-such-token"),
    ("demo", "name"): _fixed("no-such-letter.log"),
    ("demo", "place"): _fixed(0),
}
ASKED = _rows("institutions.Institution", "public_id", "kind", addresses__isnull=False)
BY_ROUTE: dict[tuple[str, str], Values] = {
    ("institutions:text", "public_id"): _rows(
        "institutions.FoundingText", "body__public_id", kind="statute"
    ),
    ("institutions:text", "kind"): _fixed("statute"),
    ("institutions:text", "number"): _fixed(1),
    ("institutions:publish_text", "public_id"): _rows(
        "institutions.Institution", "public_id", kind="body"
    ),
    **{
        (f"institutions:{name}", "public_id"): _rows(
            "institutions.SeatCall", "body__public_id", "outcome"
        )
        for name in ("call", "call_act", "open_call", "members", "seat_member")
    },
    ("institutions:call", "number"): _rows("institutions.SeatCall", "number", "outcome"),
    ("institutions:call_act", "number"): _rows("institutions.SeatCall", "number", "outcome"),
    ("institutions:call_act", "slug"): _fixed("extend", "cancel", "close"),
    ("institutions:declare", "public_id"): _rows(
        "institutions.Mandate", "stands_for__public_id", "role", stands_for__isnull=False
    ),
    ("institutions:replace_member", "public_id"): _rows(
        "institutions.Mandate", "public_id", "role", role__in=("member", "observer")
    ),
    ("desk:letter", "public_id"): ASKED,
    ("desk:letter_docx", "public_id"): ASKED,
    ("desk:letter_sent", "public_id"): _rows(
        "recommendations.WaitingLetter", "public_id", "letter__isnull"
    ),
    ("conversations:panel", "ident"): _fixed("exposure"),
    ("conversations:about", "slug"): _fixed("text", "accept", "return", "merge"),
    ("host:end_mandate", "public_id"): _rows(
        "institutions.Mandate", "public_id", "role", "ended_at__isnull"
    ),
    ("host:remove_content", "public_id"): _rows("register.Entry", "public_id", "type"),
    ("host:substitute", "public_id"): _rows(
        "institutions.Mandate", "public_id", "role", "ended_at__isnull"
    ),
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


def arguments_of(route: Route, *, every: bool = False) -> list[dict[str, object]]:
    """Return sets of arguments, the last of nothing known; `every` takes a row in each state."""
    if not route.needs:
        return [{}]
    names = [name for name, _kind in route.needs]
    values = [source_of(route, name)(every) for name in names]
    known = [dict(zip(names, chosen, strict=True)) for chosen in product(*values)]
    return [*known, {name: UNKNOWN_BY_KIND[kind] for name, kind in route.needs}]
