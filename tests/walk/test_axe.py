"""A browser opens every page as everybody, unfolds all, presses each button; axe finds nothing."""

from collections.abc import Iterator
from functools import partial

import pytest

from tests.walk.conftest import kept, make_demo, served
from tests.walk.looking import Walk, Window
from tests.walk.plan import AUTHOR, is_own_page, pages, people_of_browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.timeout(1500),
]
# They say something only at one's first visit, by an address that a mail tells, or end the visit.
ONLY_ON_THE_WAY = frozenset({
    "account_logout", "invitation", "me:unsubscribe", "demo:letter", "files:download", "permanent",
})  # fmt: skip


# Two halves of everybody, each on a record of its own, so that two workers may walk at once.
PUBLIC = frozenset({"anonymous", "citizen", AUTHOR})


@pytest.fixture(scope="module", params=["public", "offices"])
def walked(request, browser, django_db_setup, django_db_blocker) -> Iterator[Walk]:
    """Everybody of a half has opened their pages; then each button was pressed once."""
    is_public = request.param == "public"
    with kept(django_db_blocker, partial(make_demo, request)) as people, served() as server:
        everybody = people_of_browser(people).items()
        half = {role: person for role, person in everybody if (role in PUBLIC) is is_public}
        walk = Walk(browser, server.url, frozenset(half))
        windows = [Window(walk, role, person) for role, person in half.items()]
        for window in windows:
            window.open_pages()
        for window in windows:
            window.press_buttons()
            window.close()
        yield walk


def test_no_page_and_no_button_shows_anything_wrong(walked, record_property):
    counts = ", ".join(f"{what}: {n}" for what, n in walked.counts.items())
    record_property("Walk of the browser", counts)

    assert not walked.wrong, "\n".join(walked.wrong)


def test_every_route_with_a_page_was_opened(walked):
    own = {one.name for one in pages() if any(is_own_page(one, role) for role in walked.roles)}

    assert own - walked.routes - ONLY_ON_THE_WAY == set()


def test_buttons_were_pressed_on_what_the_walk_found(walked):
    assert walked.counts["buttons"] > 50
    assert walked.counts["buttons closed by an earlier one"] < walked.counts["buttons"] / 4
