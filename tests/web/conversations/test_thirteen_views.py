"""Each view of the design: drawing, table, file, title, finding, three languages, phone, script."""

import re
from datetime import timedelta

import pytest

from kenes.domain.conversations.figures import compute
from kenes.domain.conversations.models import Arrival, Exposure, Outcome, Result
from kenes.domain.conversations.queries import shown_statements
from kenes.domain.conversations.voices import make_token, voice_of_token
from tests.factories.conversations import opened, vote
from tests.factories.figures import LEANINGS, make_ballots
from tests.factories.recommendations import NOW, admitted, make_territory

pytestmark = pytest.mark.django_db
SEEDS = [(f"Пікір {n}", f"Мнение {n}") for n in range(1, len(LEANINGS) + 1)]
VIEWS = {
    1: ("results/", "own"),
    2: ("results/", "opinion-map"),
    3: ("results/", "agreed-group"),
    4: ("results/", "regions"),
    5: ("results/method/", "languages"),
    6: ("results/", "group-group_0"),
    7: ("results/method/", "divide"),
    8: ("results/method/", "unsure"),
    9: ("results/method/", "days"),
    10: ("results/method/", "slate"),
    11: ("results/method/", "trust"),
    12: ("desk/", "exposure"),
    13: ("results/", "became"),
}
FURTHER = [("results/method/", "agreed-language"), ("results/method/", "agreed-region")]
FURTHER += [("desk/", "queue"), ("desk/", "bursts")]
CYRILLIC, KAZAKH = re.compile("[а-яё]", re.IGNORECASE), re.compile("[әғқңөұүһі]", re.IGNORECASE)
IN = {
    "kk": lambda said: bool(KAZAKH.search(said)),
    "ru": lambda said: bool(CYRILLIC.search(said)) and not KAZAKH.search(said),
    "en": lambda said: not CYRILLIC.search(said),
}


@pytest.fixture(scope="module")
def figures():
    return compute(make_ballots())


@pytest.fixture
def visit(client, figures):
    """Return how somebody who hosts the conversation and has voted in it opens its pages."""
    row, secretary = opened(seeds=SEEDS)
    make_territory(kato="750000000", name_kk="Өңір")
    for voters in (290, 300):
        Result.objects.create(
            conversation=row, voters=voters, votes=9 * voters, verdict=figures.verdict,
            figures=figures.figures, computed_at=NOW + timedelta(days=voters - 290),
        )  # fmt: skip
    Outcome.objects.create(
        conversation=row, recommendation=admitted(), statements=[1], drawn_at=NOW
    )
    for one in shown_statements(row):
        Exposure.objects.create(statement_id=one.pk, shown=40 * one.number, chances=4)
    Arrival.objects.create(conversation=row, hour=NOW, many=90)
    token = make_token()
    vote(row, voice_of_token(token), {1: 1, 2: 1, 3: -1, 4: -1, 5: -1, 8: 1})
    client.force_login(secretary.person)
    client.cookies["kenes_voice"] = token
    return lambda page, language: client.get(f"/{language}/conversations/{row.public_id}/{page}")


def section_of(page, ident):
    found = re.search(rf'<section[^>]*id="{ident}">.*?</section>', page, re.DOTALL)
    assert found, f"{ident} is not on the page"
    return found[0]


def text_of(markup, pattern):
    found = re.search(pattern, markup, re.DOTALL)
    assert found, pattern
    return re.sub("<[^>]+>", "", found[1]).strip()


def parts_of(page, view, language):
    """Return each part that a view must have, and whether it is there."""
    title = text_of(view, r"<h2[^>]*>(.*?)</h2>")
    finding = text_of(view, r"<strong>(.*?)</strong>")
    file = re.search(r'<a href="([^"]+\.csv[^"]*)" download>', view)
    rows = page.client.get(file[1]).getvalue().decode().splitlines() if file else []
    twin = re.search(r'<details class="twin"[^>]*>.*<tbody>\s*<tr>', view, re.DOTALL)
    drawing = view.split("<details")[0]
    return {
        "title": bool(title),
        "finding": bool(finding),
        "language": IN[language](title + finding),
        "drawn by the server": bool(re.search(r'<svg[^>]*role="img"', drawing)),
        "read out by a script": "data-said=" in drawing and "js/charts" in page.text,
        "table twin": bool(twin),
        "file": len(rows) > 1,
        "no style or script in it": " style=" not in view and "<script" not in view,
        "table folds on a phone": bool(re.search('class="table (fold|panel)"', view)),
    }


@pytest.mark.parametrize("language", IN)
def test_each_view_has_all_its_parts(visit, language):
    pages = {page: visit(page, language) for page in ("results/", "results/method/", "desk/")}

    lacking = [
        (ident, part)
        for page, ident in [*VIEWS.values(), *FURTHER]
        for part, is_there in parts_of(
            pages[page], section_of(pages[page].text, ident), language
        ).items()
        if not is_there
    ]

    assert lacking == []


def test_people_meet_five_views_and_the_rest_stand_behind_method(visit):
    first, behind = visit("results/", "en").text, visit("results/method/", "en").text
    desk = visit("desk/", "en").text

    for number, (_page, ident) in VIEWS.items():
        there = [f'id="{ident}"' in page for page in (first, behind, desk)]
        assert there.index(True) == (
            0 if number in {1, 2, 3, 4, 6, 13} else 2 if number == 12 else 1
        )
        assert sum(there) == 1


def test_where_a_reader_stands_is_a_file_for_them_alone(visit, client):
    mine = visit("results/own.csv", "en")
    client.cookies.pop("kenes_voice")

    assert mine["Cache-Control"] == "private, no-store"
    assert visit("results/own.csv", "en").status_code == 404
