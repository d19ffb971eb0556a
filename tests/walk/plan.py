"""Which pages a browser opens, and as whom: each route once for each role that has its own page."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils import translation

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations.models import Address, Recommendation, Version
from kenes.domain.recommendations.queries.mine import DEMO_DOMAIN
from tests.walk.access import ACCESS
from tests.walk.arguments import arguments_of
from tests.walk.records import People
from tests.walk.routes import Route, all_routes

AUTHOR = "author"
# What these answer is no page to look at: data, a file, a way on.
NO_PAGES = frozenset({
    "status_json", "theme", "recommendations:export_csv", "recommendations:export_json",
    "carried_out:data", "carried_out:export_csv", "carried_out:export_json", "recommendations:data",
    "conformity:export_csv", "conformity:export_docx",
    "bills:export_csv", "bills:export_docx", "bills:export_json", "desk:letter_docx", "institutions:data", "conversations:statements_csv", "conversations:chart", "conversations:panel", "conversations:data", "files:download", "me:data",
    "mfa_download_recovery_codes", "mfa_login_webauthn", "openid_connect_callback", "robots",
    "sitemap", "sitemap_pages", "sitemap_recommendations", "recommendations:feed",
    "recommendations:acts_feed", "log", "register:proof", "register:content",
    "register:receipt_file",
})  # fmt: skip
# Pages of the public that look different to somebody signed in.
SEEN_AGAIN = {
    "citizen": {"home", "recommendations:detail", "recommendations:support", "filing:start"},
    "secretary": {"me:home", "recommendations:detail"},
    AUTHOR: {"me:home", "me:notices", "filing:start"},
}
SAID_BY = frozenset({"slug", "step", "kind"})


@dataclass(frozen=True)
class Key:
    """What makes an address a page of its own: its route, its words, whether it asks for more."""

    route: str
    words: tuple[str, ...] = ()
    has_query: bool = False


def key_of(url: str) -> Key | None:
    """Return the key of an address, None where no route answers to it."""
    parts = urlsplit(url)
    with translation.override(parts.path[1:3]):
        try:
            match = resolve(parts.path)
        except Resolver404:
            return None
    words = tuple(str(match.kwargs[name]) for name in sorted(SAID_BY & match.kwargs.keys()))
    return Key(match.view_name, words, bool(parts.query))


def people_of_browser(people: People) -> dict[str, Person | None]:
    """Return whoever walks in a browser: everybody, and somebody who has filed already."""
    author = Person.objects.get(email=f"citizen{DEMO_DOMAIN}")
    return {**people.by_role, AUTHOR: author}


def pages() -> list[Route]:
    """Return every route that answers with a page."""
    takes_get = (one for one in all_routes() if "GET" in ACCESS[one.name].methods)
    return [one for one in takes_get if one.name not in NO_PAGES]


def route_needs_author(route: Route) -> bool:
    """Say whether a page is one of a text of one's own."""
    return route.name.startswith("filing:") and bool(route.needs)


def is_own_page(route: Route, role: str) -> bool:
    """Say whether a role has a page of its own there; what all see is seen once, by nobody."""
    roles = ACCESS[route.name].roles
    if route.name in NO_PAGES or "GET" not in ACCESS[route.name].methods:
        return False
    if route_needs_author(route):
        return role == AUTHOR
    if route.name in SEEN_AGAIN.get(role, ()):
        return True
    for first in ("anonymous", "citizen"):
        if first in roles:
            return role == first
    return role in roles


def route_named(name: str) -> Route:
    """Return the route of this name."""
    return _routes()[name]


@cache
def _routes() -> dict[str, Route]:
    return {route.name: route for route in all_routes()}


def seeds(role: str) -> Iterator[str]:
    """Return the addresses from which a role begins to walk, each with arguments of the record."""
    for route in pages():
        if is_own_page(route, role):
            known = arguments_of(route)[: -1 if route.needs else None]
            yield from (route.path("kk", arguments) for arguments in known)


def special_pages(role: str, person: Person | None) -> list[str]:
    """Return pages that are opened although their like was: one of each state, and refusals."""
    found = [
        route_named(name).path("kk", arguments)
        for name, values in _states(role, person)
        for arguments in values
    ]
    if role == "anonymous":
        hidden = Recommendation.objects.exclude(hidden_ground="").first()
        numbers = ("1999-000001", hidden.number)
        return [*found, "/kk/no/such/page/", *(f"/kk/recommendations/{one}/" for one in numbers)]
    return [*found, "/kk/desk/"] if role == "citizen" else found


def _states(role: str, person: Person | None) -> list[tuple[str, list[dict[str, object]]]]:
    """Return one row of each state that this role's own pages may show."""
    if role == "anonymous":
        public = Recommendation.objects.filter(published_at__isnull=False)
        return [
            ("recommendations:detail", _one_each(public, "stage", "number")),
            ("recommendations:detail", _one_each(public, "addresses__position", "number")),
            ("recommendations:diff", _changed()),
        ]
    if role == AUTHOR:
        own = Recommendation.objects.filter(author=person)
        return [
            ("filing:own", _one_each(own.exclude(stage="draft"), "stage")),
            ("filing:done", _one_each(own.filter(stage="submitted"), "stage")),
            *_draft_pages(own.filter(stage="draft").first()),
        ]
    offices = Mandate.objects.filter(person=person).values("institution")
    if role == "secretary":
        rows = Recommendation.objects.filter(body__in=offices).exclude(stage="draft")
        return [("desk:item", _one_each(rows, "stage"))]
    if role in {"focal_point", "signatory"}:
        return [
            ("body:item", _one_each(Address.objects.filter(institution__in=offices), "position"))
        ]
    return []


def _draft_pages(draft: Recommendation) -> list[tuple[str, list[dict[str, object]]]]:
    """Return every page of a text that is being written."""
    which = {"public_id": draft.public_id}
    steps = [{**which, "step": step} for step in ("wrong", "asked", "where")]
    return [("filing:step", steps), ("filing:check", [which]), ("filing:draft", [which])]


def _changed() -> list[dict[str, object]]:
    versions = Version.objects
    second = versions.filter(number=2, recommendation__published_at__isnull=False).first()
    return [{"number": second.recommendation.number, "before": 1, "after": 2}]


def _one_each(rows, field: str, name: str = "public_id") -> list[dict[str, object]]:
    """Return one row for each value of a field, by what its address names it with."""
    values = rows.order_by(field).values_list(field, flat=True).distinct()
    return [{name: getattr(rows.filter(**{field: one}).first(), name)} for one in values if one]
