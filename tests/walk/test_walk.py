"""Open every address as everybody, on an empty, a demonstration and a large record."""

import pytest
from django.test import Client

from tests.walk.access import ACCESS, ROLES
from tests.walk.arguments import arguments_of, source_of
from tests.walk.plan import AUTHOR, is_own_page, pages
from tests.walk.routes import all_routes
from tests.walk.visits import ANSWERS, REFUSALS, client_of, rows

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.timeout(1800)]
LANGUAGES = ("kk", "ru", "en")


def languages_of(role: str, *, is_large: bool) -> tuple[str, ...]:
    """Return the languages in which a role walks: the public in all three, but for the large."""
    return LANGUAGES if role == "anonymous" and not is_large else ("ru",)


def is_sent_to_sign_in(response) -> bool:
    return response.status_code == 302 and "/account/login/" in response["Location"]


def test_every_address_is_known_with_who_may_reach_it():
    names = {route.name for route in all_routes()}

    assert names - set(ACCESS) == set(), "new addresses: name in access.py who may reach them"
    assert set(ACCESS) - names == set(), "access.py names addresses that are gone"


def test_every_argument_of_every_address_has_a_source():
    for route in all_routes():
        for name, _kind in route.needs:
            source_of(route, name)


def test_every_page_is_opened_in_a_browser_by_somebody():
    nobodys = [
        one.name for one in pages() if not any(is_own_page(one, r) for r in (*ROLES, AUTHOR))
    ]

    assert nobodys == []


def test_everybody_walks(record):
    assert set(record.roles) == ROLES


def wrong_answers(route, rows_of, role: str, client: Client, *, is_large: bool) -> list[str]:
    """Open one address with each of its arguments; return what was answered wrongly.

    What nobody knows is the same where there is much: on the large record it is left out.
    """
    wrong, statuses = [], []
    access = ACCESS[route.name]
    for arguments in rows_of[:-1] if is_large and len(rows_of) > 1 else rows_of:
        for language in languages_of(role, is_large=is_large):
            path = route.path(language, arguments)
            response = client.get(path, headers={"accept-language": language})
            b"".join(response) if response.streaming else response.content
            statuses.append(response.status_code)
            allowed = ANSWERS if "GET" in access.methods else REFUSALS
            if response.status_code not in allowed:
                wrong.append(f"{role} {path}: {response.status_code}")
            if role not in access.roles and response.status_code not in REFUSALS:
                wrong.append(f"{role} {path}: {response.status_code}, and may not")
            if role in access.roles and access.is_certain and is_sent_to_sign_in(response):
                wrong.append(f"{role} {path}: sent to sign in, and may see it")
    # Without a row to show, a page with arguments has nothing to open.
    has_row = len(rows_of) > 1 or not route.needs
    is_sure = role in access.roles and access.is_certain and has_row
    if is_sure and not {200, 302} & set(statuses):
        wrong.append(f"{role} {route.name}: opens nowhere ({sorted(set(statuses))})")
    return wrong


def test_every_address_answers_everybody_as_it_should_and_reading_changes_nothing(record, request):
    before, wrong, opened = rows(), [], 0
    is_large = request.node.callspec.params["record"] == "large"
    # Reading changes nothing, so the rows of each address are looked up once for everybody.
    known = [(one, arguments_of(one)) for one in all_routes() if one.name != "account_logout"]
    for role, person in record.by_role.items():
        client = client_of(person)
        for route, rows_of in known:
            opened += 1
            wrong += wrong_answers(route, rows_of, role, client, is_large=is_large)
    changed = {label: n for label, n in (rows() - before).items() if n}

    assert not wrong, "\n".join(wrong)
    assert not changed, f"reading wrote rows: {changed}"
    assert opened == len(ROLES) * (len(all_routes()) - 1) == len(ROLES) * len(known)


def walks_every_state(route, role: str) -> bool:
    """Tell whether a role opens a row in every state: those who may, and one who may not.

    What everybody may read looks the same to all, so one visitor stands for all of them.
    """
    roles = ACCESS[route.name].roles
    if not route.needs or "GET" not in ACCESS[route.name].methods:
        return False
    return role == "anonymous" if "anonymous" in roles else role in roles | {"citizen"}


def test_a_row_in_every_state_answers_whoever_opens_it(record):
    before, wrong, opened = rows(), [], 0
    known = [(one, arguments_of(one, every=True)) for one in all_routes() if one.needs]
    for role, person in record.by_role.items():
        client = client_of(person)
        for route, rows_of in known:
            if not walks_every_state(route, role):
                continue
            allowed = ANSWERS if role in ACCESS[route.name].roles else REFUSALS
            for arguments in rows_of:
                path = route.path("ru", arguments)
                status = client.get(path).status_code
                opened += 1
                if status not in allowed:
                    wrong.append(f"{role} {path}: {status}")

    assert not wrong, "\n".join(wrong)
    assert rows() == before
    assert opened > len(all_routes())
