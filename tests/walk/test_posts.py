"""Send an empty form to every address from everybody who may not send it."""

import pytest
from django.test import Client

from tests.walk.access import ACCESS
from tests.walk.arguments import arguments_of
from tests.walk.routes import all_routes
from tests.walk.visits import FORM_ANSWERS, REFUSALS, client_of, rows

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.timeout(1800)]


def wrong_posts(route, rows_of, role: str, client: Client) -> list[str]:
    """Send an empty form to one address; return what was answered wrongly."""
    wrong = []
    access = ACCESS[route.name]
    allowed = FORM_ANSWERS if role in access.roles else REFUSALS
    for arguments in rows_of:
        path = route.path("ru", arguments)
        status = client.post(path, {}).status_code
        if status not in allowed:
            wrong.append(f"{role} POST {path}: {status}")
    return wrong


def test_an_empty_form_from_whoever_may_not_send_it_is_refused_and_changes_nothing(demo):
    before, wrong, sent = rows(), [], 0
    known = [(route, arguments_of(route)) for route in all_routes()]
    for role, person in demo.by_role.items():
        client = client_of(person)
        for route, rows_of in known:
            # Whoever may send it may well change something; a visitor without proof may not.
            if role in ACCESS[route.name].roles and role != "anonymous":
                continue
            sent += 1
            wrong += wrong_posts(route, rows_of, role, client)
    after = rows()

    assert not wrong, "\n".join(wrong)
    assert after == before, f"refused forms wrote rows: {(after - before) + (before - after)}"
    assert sent > len(all_routes())
