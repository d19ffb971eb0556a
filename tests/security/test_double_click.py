"""Every form sent twice by one impatient hand: one act, and the second click hears the same."""

from html.parser import HTMLParser

import pytest
from django.core.cache import cache

from kenes.web.body.acts import ALL as OF_BODY
from kenes.web.desk.acts import ALL as OF_DESK
from kenes.web.filing.drafts import FORMS as STEPS
from kenes.web.filing.own_acts import SPECS as OF_AUTHOR
from tests.security.presses import PRESSES, Press
from tests.walk.access import ACCESS
from tests.walk.visits import client_of, rows

pytestmark = pytest.mark.django_db
# What ends the visit cannot answer a second click with the page of the first.
SAID_OTHERWISE = {"me:erase": "/account/login/", "invitation": "Это приглашение уже использовано"}
# Acts that change what is there and make no row of their own.
UNCOUNTED = {
    "filing:follow", "filing:forget", "me:settings", "me:forget_support_key", "me:erase",
    "body:drop_file", "recommendations:unfollow", "recommendations:support back",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _nothing_remembered():
    cache.clear()


class Forms(HTMLParser):
    """What each form of a page that is posted hides, by the address it goes to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.found, self.at = page, {}, ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.at = (given.get("action") or self.page) if given.get("method") == "post" else ""
            self.found.setdefault(self.at, {})
        elif tag == "input" and given.get("type") == "hidden" and self.at:
            self.found[self.at][given["name"]] = given.get("value", "")


def hidden_of(page, press: Press) -> dict[str, str]:
    """Return the hidden fields of the form that goes to the address of the press."""
    forms = Forms(press.form_url or press.url)
    forms.feed(page.text)
    found = forms.found.get(press.url, forms.found.get(press.url.partition("?")[0]))
    assert found is not None, f"no form on {press.form_url or press.url} goes to {press.url}"
    return {name: value for name, value in found.items() if name != "csrfmiddlewaretoken"}


def clicked_twice(press: Press):
    """Send a form twice from one page, as two clicks do: the second knows nothing of the first."""
    client = client_of(press.by)
    client.raise_request_exception = True
    for name, value in press.cookies.items():
        client.cookies[name] = value
    page = client.get(press.form_url or press.url)
    assert page.status_code == 200, (press.url, page.status_code)
    hidden, cookies = hidden_of(page, press), client.cookies.copy()
    first = client.post(press.url, press.sent(hidden))
    counted, client.cookies = rows(), cookies
    return first, counted, client.post(press.url, press.sent(hidden))


def given(response) -> dict[str, str]:
    """Return what the browser is given to keep, but for words to show and the form's mark."""
    passing = {"messages", "csrftoken", "sessionid"}
    return {name: one.value for name, one in response.cookies.items() if name not in passing}


@pytest.mark.parametrize("name", PRESSES)
def test_a_second_click_gets_the_result_of_the_first_and_does_nothing(world, name):
    press = PRESSES[name](world)
    before = rows()

    first, counted, second = clicked_twice(press)

    assert first.status_code in {200, 302}
    assert counted != before or name in UNCOUNTED
    assert rows() == counted, f"the second click wrote {rows() - counted}"
    if name in SAID_OTHERWISE:
        said = second.text.replace("\xa0", " ") + second.get("Location", "")
        assert SAID_OTHERWISE[name] in said
        return
    assert second.status_code == first.status_code
    assert second.get("Location") == first.get("Location")
    assert given(second) == given(first)


def test_a_second_click_sends_no_second_test_mail(world, mailoutbox):
    clicked_twice(PRESSES["status:test_mail"](world))

    assert len(mailoutbox) == 1


def test_every_act_is_among_the_clicks():
    known = {name.partition(" ")[0] for name in PRESSES}
    acts = {
        *(f"desk:act {spec.slug}" for spec in OF_DESK),
        *(f"body:act {spec.slug}" for spec in OF_BODY),
        *(f"filing:act {spec.slug}" for spec in OF_AUTHOR),
        *(f"filing:step {slug}" for slug in STEPS),
    }

    assert acts - set(PRESSES) == set()
    assert known - set(ACCESS) == set()
