"""What scripts add to the charts of a result, in Chromium: read out, sort, choose, move, draw larger.

One page is loaded for all of it; what it does without scripts the other tests of results say.
"""

import copy

import pytest
from django.test import Client

from kenes.domain.conversations.actions.recording import next_edition
from kenes.domain.conversations.figures import compute
from kenes.domain.conversations.models import Result
from tests.factories.conversations import opened
from tests.factories.figures import LEANINGS, make_ballots
from tests.factories.recommendations import NOW
from tests.journeys.clean import look_findings
from tests.web.conversations.bridge import SITE, on_site

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
SEEDS = [(f"Пікір {n}", f"Мнение {n}") for n in range(1, len(LEANINGS) + 1)]
FIRST = "#agreed-group .agreed > li:not([hidden])"
MARK = "#agreed-group li[data-s='3'] svg[data-said][data-g='0']"
LOOK = """async (mark) => {
  const page = await (await fetch(location.href)).text();
  const fresh = new DOMParser().parseFromString(page, "text/html").querySelector(mark);
  await document.querySelector("live-results").look();
  return [document.querySelector(mark).getAttribute("x"), fresh.getAttribute("x")];
}"""


def published(voters, figures):
    row, _secretary = opened(seeds=SEEDS)
    keep(row, voters, figures)
    return row


def keep(row, voters, figures):
    Result.objects.create(
        conversation=row, voters=voters, votes=9 * voters, verdict="groups", figures=figures,
        computed_at=NOW,
    )  # fmt: skip
    next_edition(row)


def moved(figures):
    """The figures of a next result: one group agrees more with every statement."""
    later = copy.deepcopy(dict(figures))
    for row in later["parts"]["group"]["cells"]:
        agrees, disagrees, votes, _low, high = row[0]
        row[0] = [min(votes, agrees + 5), max(0, disagrees - 5), votes, 0.1, max(high, 0.97)]
    return later


def test_scripts_read_out_sort_choose_and_move_and_lose_no_place(browser):
    figures = compute(make_ballots()).figures
    row = published(300, figures)
    said = []
    with on_site(browser, Client(), viewport={"width": 390, "height": 844}) as page:
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{SITE}/ru/conversations/{row.public_id}/results/")
        page.locator("#agreed-group .strips").wait_for()
        page.evaluate("window.stays = true")

        assert look_findings(page) == []
        reads_out_by_keyboard_and_by_finger(page)
        sorts_and_finds(page)
        draws_the_map_larger(page)
        chooses_a_statement_for_the_regions(page)
        keeps_focus_and_scroll_through_the_next_result(page, row, figures)

        assert page.evaluate("window.stays") is True
    assert said == []


def reads_out_by_keyboard_and_by_finger(page):
    first = page.locator(f"{FIRST} [data-said]").first
    first.focus()
    tip = page.locator("#agreed-group .tip")
    assert tip.inner_text() == first.get_attribute("aria-label")
    assert first.get_attribute("aria-label").startswith("А:")
    page.keyboard.press("ArrowRight")
    assert tip.inner_text().startswith("Б:")
    for _down in range(3):
        page.keyboard.press("ArrowDown")
    lit = page.locator("#agreed-group li.lit")
    assert lit.evaluate("row => row.contains(document.activeElement)")
    assert lit.get_attribute("data-s") != page.locator(FIRST).first.get_attribute("data-s")
    page.keyboard.press("Escape")
    assert tip.is_hidden()

    box = page.locator(f"{FIRST} [data-said]").nth(4).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2 + 9, box["y"] + box["height"] / 2)
    assert tip.is_visible()
    assert page.locator("#agreed-group [tabindex='0'][data-said]").count() == 1


def sorts_and_finds(page):
    numbers = page.locator(FIRST)
    page.locator("#agreed-group .strips select").select_option("s")
    shown = numbers.evaluate_all("rows => rows.map((row) => Number(row.dataset.s))")
    assert shown == sorted(shown)
    page.locator("#agreed-group .strips input[type=search]").fill("мнение 7")
    assert numbers.evaluate_all("rows => rows.map((row) => row.dataset.s)") == ["7"]
    page.locator("#agreed-group .strips input[type=search]").fill("")


def draws_the_map_larger(page):
    cells = page.locator(".omap polygon")
    before = cells.count(), cells.first.get_attribute("points")
    page.get_by_role("button", name="Увеличить").click()
    page.locator(".omap.larger").wait_for()
    page.get_by_role("button", name="Карта целиком").click()
    page.locator(".omap:not(.larger)").wait_for()
    assert (cells.count(), cells.first.get_attribute("points")) == before


def chooses_a_statement_for_the_regions(page):
    page.get_by_label("Высказывание по регионам").select_option("5")
    button = page.get_by_role("button", name="Показать", exact=True)
    button.scroll_into_view_if_needed()
    button.focus()
    at = button.bounding_box()["y"]
    page.keyboard.press("Enter")
    page.locator("#regions .subject", has_text="Мнение 5").wait_for()
    assert page.url.endswith("?statement=5")
    assert "statement=5" in page.locator("#regions a[download]").get_attribute("href")
    assert button.evaluate("button => document.activeElement === button")
    assert abs(button.bounding_box()["y"] - at) < 4


def keeps_focus_and_scroll_through_the_next_result(page, row, figures):
    mark = page.locator(MARK).first
    page.locator("#agreed-group .strips select").select_option("wide")
    page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")
    mark.focus()
    old, at, x = mark.get_attribute("aria-label"), mark.bounding_box(), mark.get_attribute("x")
    keep(row, 310, moved(figures))

    started, end = page.evaluate(LOOK, MARK)

    assert page.locator("live-results").get_attribute("data-voters") == "310"
    assert started == x != end
    assert mark.evaluate("mark => document.activeElement === mark")
    assert mark.get_attribute("aria-label") != old
    assert page.locator("#agreed-group .strips select").input_value() == "wide"
    assert abs(mark.bounding_box()["y"] - at["y"]) < 4
    page.locator(f"{MARK}[x='{end}']").wait_for()
