"""A browser opens every page as everybody, unfolds all, presses each button; axe finds nothing."""

import sys

import pytest

from tests.walk.looking import Walk, Window
from tests.walk.plan import pages, people_of_browser

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


@pytest.fixture(scope="module")
def walked(browser, demo_server, demo) -> Walk:
    """Everybody has opened their pages; then each button was pressed once."""
    walk = Walk(browser, demo_server.url)
    windows = [Window(walk, role, person) for role, person in people_of_browser(demo).items()]
    for window in windows:
        window.open_pages()
    for window in windows:
        window.press_buttons()
        window.close()
    return walk


def test_no_page_and_no_button_shows_anything_wrong(walked, capsys):
    counts = ", ".join(f"{what}: {n}" for what, n in walked.counts.items())
    with capsys.disabled():
        sys.stdout.write(f"\nWalk of the browser: {counts}\n")

    assert not walked.wrong, "\n".join(walked.wrong)


def test_every_route_with_a_page_was_opened(walked):
    assert {route.name for route in pages()} - walked.routes - ONLY_ON_THE_WAY == set()


def test_buttons_were_pressed_on_what_the_walk_found(walked):
    assert walked.counts["buttons"] > 60
    assert walked.counts["buttons closed by an earlier one"] < walked.counts["buttons"] / 5
