"""Forms and pages of others: sent without their mark, or by whoever may not, they do nothing."""

import pytest
from django.test import Client

from tests.factories import institutions
from tests.factories.institutions import Role, make_mandate
from tests.security.presses import PRESSES, Press
from tests.walk.access import ACCESS
from tests.walk.arguments import arguments_of
from tests.walk.routes import all_routes
from tests.walk.visits import client_of, rows

pytestmark = pytest.mark.django_db
NOT_OF_A_READER = {"account_logout", "log"}
"""Signing out, and the files of the log, which are the same for everybody."""
# The mail program of a reader posts there by itself; the signed link is its proof (RFC 8058).
NEEDS_NO_MARK = {"me:unsubscribe"}
# Forms about oneself, or open to everybody.
ANYBODYS = (
    "me:",
    "recommendations:",
    "filing:start",
    "filing:follow",
    "filing:forget",
    "invitation",
)
# Forms that stand, for those who may, on a page that is everybody's.
ON_PUBLIC_PAGES = {"status:test_mail"}
# Every secretariat speaks for its own body there, so that of another body is no stranger.
OF_EVERY_SECRETARIAT = {"conformity:describe"}
CODE_PAGE, SIGN_IN = "/ru/file/code/", "/account/login/"


def test_no_form_of_the_site_is_taken_without_its_mark(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.admin.person, backend="django.contrib.auth.backends.ModelBackend")
    before, wrong = rows(), []

    for route in all_routes():
        for arguments in arguments_of(route):
            status = client.post(route.path("ru", arguments), {"x": "1"}).status_code
            if status != 403 and route.name not in NEEDS_NO_MARK:
                wrong.append((route.name, status))

    assert not wrong
    assert rows() == before


def ended(world):
    """Somebody who was secretary and signatory until last month."""
    until = {"valid_to": institutions.TODAY.replace(month=10)}
    person = make_mandate(Role.SECRETARY, world.body, side="state", **until).person
    make_mandate(Role.SIGNATORY, world.ministry, person, **until)
    return person


STRANGERS = {
    "nobody": lambda _world: None,
    "the focal point of another body": lambda world: (
        make_mandate(Role.FOCAL_POINT, world.other).person
    ),
    "a secretary of another body": lambda _world: make_mandate(Role.SECRETARY).person,
    "one whose mandates have ended": ended,
}


def is_turned_away(response) -> bool:
    """Tell whether the answer is a refusal, or leads to where one shows who one is."""
    if response.status_code == 302:
        return response["Location"] == CODE_PAGE or SIGN_IN in response["Location"]
    return response.status_code in {403, 404}


@pytest.mark.parametrize("stranger", STRANGERS)
def test_nobody_opens_or_sends_the_form_of_another(world, stranger):
    client, wrong = client_of(STRANGERS[stranger](world)), []
    theirs = {name for name in PRESSES if not name.startswith(ANYBODYS)}
    if stranger == "a secretary of another body":
        theirs -= OF_EVERY_SECRETARIAT
    presses: dict[str, Press] = {name: PRESSES[name](world) for name in sorted(theirs)}
    before = rows()
    for name, press in presses.items():
        answers = [client.post(press.url, press.sent({}))]
        if name not in ON_PUBLIC_PAGES:
            answers.append(client.get(press.form_url or press.url))
        if not all(map(is_turned_away, answers)):
            wrong.append((name, [one.status_code for one in answers]))

    assert not wrong
    assert rows() == before
    assert len(presses) > 55


def test_what_a_reader_signed_in_sees_is_kept_by_no_cache(world):
    of_role = {"desk": "secretary", "body": "signatory"}
    clients = {
        role: client_of(getattr(world, role).person) for role in ("admin", *of_role.values())
    }
    wrong, shown = [], 0
    for route in all_routes():
        if "GET" not in ACCESS[route.name].methods or route.name in NOT_OF_A_READER:
            continue
        client = clients[of_role.get(route.name.partition(":")[0], "admin")]
        response = client.get(route.path("ru", arguments_of(route)[0]))
        shown += response.status_code == 200
        if "no-store" not in response.get("Cache-Control", ""):
            wrong.append((route.name, response.status_code, response.get("Cache-Control")))

    assert not wrong
    assert shown > 60
