"""The result as everybody reads it: agreed across, the map, tables, files, and one's own sentence."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from kenes.domain.conversations.actions.bringing import Ballot, bring_votes
from kenes.domain.conversations.actions.counting import publish_result
from kenes.domain.conversations.models import Outcome, Result
from kenes.domain.conversations.voices import make_token, voice_of_token
from kenes.verify.opinion_data import check_folder
from kenes.verify.reports import ACCEPTED
from tests.factories.campaigns import make_campaign
from tests.factories.conversations import opened, vote
from tests.factories.figures import LEANINGS, make_ballots
from tests.factories.recommendations import NOW, admitted, filed_by
from tests.walk.test_weight import LIMIT, weight

pytestmark = pytest.mark.django_db
SEEDS = [(f"Пікір {n}", f"Мнение {n}") for n in range(1, len(LEANINGS) + 1)]
PAGES = ("results/", "results/method/", "results/report/")


@pytest.fixture(scope="module")
def found():
    from kenes.domain.conversations.figures import compute  # noqa: PLC0415  # once for all tests

    return compute(make_ballots())


@pytest.fixture
def published(found):
    row, _secretary = opened(seeds=SEEDS)
    Result.objects.create(
        conversation=row, voters=300, votes=2_700, verdict=found.verdict, figures=found.figures,
        computed_at=NOW,
    )  # fmt: skip
    return row


def page_of(client, row, what="results/", language="en"):
    return client.get(f"/{language}/conversations/{row.public_id}/{what}")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("kk", "Барлық топ келісетін пікір: 3. Барлығы: 10"),
        ("ru", "Высказывания, с которыми согласны все группы: 3. Всего: 10"),
        ("en", "Statements that every group agrees with: 3. In all: 10"),
    ],
)
def test_what_all_agree_on_is_said_drawn_and_in_a_table(client, published, language, said):
    page = page_of(client, published, language=language)

    figure = page.context["agreed"].figure
    assert figure.finding.replace("\N{NO-BREAK SPACE}", " ") == said
    assert str(figure.drawing) in page.text
    assert "<table" in page.text


def test_each_chart_of_each_page_is_a_file_with_rows(client, published):
    shown = page_of(client, published).context
    charts = [shown["agreed"], shown["map"], shown["regions"], *shown["groups"]]
    charts += page_of(client, published, "results/method/").context["figures"]

    assert len(charts) == 14
    for one in charts:
        lines = client.get(one.csv).getvalue().decode().splitlines()
        assert lines[0].lstrip("\ufeff") == ",".join(one.figure.table.names)
        assert len(lines) == 1 + len(one.figure.table.rows)


@pytest.mark.parametrize("what", PAGES)
def test_a_result_with_its_scripts_is_no_heavier_than_any_public_page(client, published, what):
    assert weight(page_of(client, published, what, language="kk")) <= LIMIT


def test_a_chart_that_is_not_there_is_not_found(client, published):
    row, _secretary = opened()

    assert page_of(client, published, "results/nothing.csv").status_code == 404
    assert page_of(client, row, "results/agreed-group.csv").status_code == 404


def test_the_statement_over_the_regions_can_be_chosen(client, published):
    regions = page_of(client, published, "results/?statement=5").context["regions"]
    other = page_of(client, published, "results/?statement=999").context["regions"].figure

    assert regions.figure.subject.text == "Пікір 5"
    assert regions.csv.endswith("/regions.csv?statement=5")
    assert other.subject.text == "Пікір 1"


@pytest.mark.parametrize("what", PAGES)
def test_before_thirty_people_nothing_is_shown(client, what):
    row, _secretary = opened()

    page = page_of(client, row, what)

    assert "Nothing is shown before 30 people have voted" in page.text
    assert "<figure" not in page.text


def test_a_reader_who_voted_is_told_how_much_they_agree_with_each_group(client, published):
    voice, token = _voice()
    vote(published, voice, {1: 1, 2: 1, 3: -1, 4: -1, 5: -1, 8: 1})
    client.cookies["kenes_voice"] = token

    page = page_of(client, published)

    assert page.context["standing"].own.group == 0
    assert page.context["standing"].sentences[0].startswith("You agree with 8")
    assert page.context["standing"].sentences[0].endswith(" of group A")
    assert "no-store" in page["Cache-Control"]
    assert 'class="me0"' in page.text


def test_nothing_of_a_reader_stays_in_the_page_that_others_get(client, published):
    voice, token = _voice()
    vote(published, voice, {1: 1, 2: 1, 3: -1, 4: -1})
    client.cookies["kenes_voice"] = token
    page_of(client, published)
    client.cookies.clear()

    page = page_of(client, published)

    assert page.context["standing"] is None
    assert 'class="me0"' not in page.text


@pytest.mark.parametrize("values", [{}, {1: 1}])
def test_a_reader_with_too_few_votes_is_not_placed(client, published, values):
    voice, token = _voice()
    vote(published, voice, values)
    client.cookies["kenes_voice"] = token

    assert page_of(client, published).context["standing"] is None


def test_the_card_says_where_one_stands_once_there_is_a_result(client, published):
    voice, token = _voice()
    vote(published, voice, {1: 1, 2: -1, 3: 1, 4: 1, 5: 1})
    client.cookies["kenes_voice"] = token

    page = client.get(f"/ru/conversations/{published.public_id}/vote/")

    assert "с группой Б" in page.text.replace("\N{NO-BREAK SPACE}", " ")


def test_on_the_days_that_the_law_bars_no_page_file_or_card_shows_a_result(client, published):
    open_before = page_of(client, published).status_code
    voice, token = _voice()
    vote(published, voice, {1: 1, 2: -1, 3: 1, 4: 1, 5: 1})

    make_campaign(voting_on=timezone.localdate() + timedelta(days=4))

    for what in (*PAGES, "results/agreed.csv"):
        page = page_of(client, published, what)
        assert page.status_code == 409
        assert "28 (9)" in page.text
    client.cookies["kenes_voice"] = token
    card = client.get(f"/ru/conversations/{published.public_id}/vote/").text
    assert "с группой Б" not in card.replace("\N{NO-BREAK SPACE}", " ")
    assert open_before == 200


def test_a_statement_that_was_returned_since_is_not_shown(client, published):
    published.statements.filter(number=1).update(state="returned", ground="unclear")

    page = page_of(client, published)

    assert 1 not in page.context["reading"].stored.texts
    assert "Пікір 1<" not in page.text


def test_a_result_without_groups_says_why_and_shows_what_most_agree_with(client):
    row, _secretary = opened(seeds=SEEDS)
    people = (voice_of_token(make_token(f"one of the same {n:020}")) for n in range(40))
    bring_votes(conversation=row, ballots=[Ballot(one, "kk", {1: 1, 2: -1}) for one in people])
    publish_result(row, now=NOW)

    page = page_of(client, row)

    assert page.context["agreed"].figure.title == "What most agree with"
    assert "Groups of opinion" not in page.text
    assert page_of(client, row, "results/method/").status_code == 200


def _voice():
    token = make_token()
    return voice_of_token(token), token


def test_the_open_data_can_be_computed_again(client, tmp_path):
    row, _secretary = opened(seeds=SEEDS)
    ballots = make_ballots(60)
    _bring(row, ballots)
    publish_result(row, now=NOW)

    answer = page_of(client, row, "results/data.zip")

    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        packed.extractall(tmp_path)
    assert check_folder(tmp_path).code == ACCEPTED
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "SHA256SUMS", "result.json", "statements.csv", "tables.csv",
    ]  # fmt: skip


def test_without_a_result_there_is_no_open_data(client):
    row, _secretary = opened()

    assert page_of(client, row, "results/data.zip").status_code == 404


def test_the_page_says_what_became_of_what_was_agreed_on(client, published):
    recommendation = admitted()
    Outcome.objects.create(
        conversation=published, recommendation=recommendation, statements=[1], drawn_at=NOW
    )
    Outcome.objects.create(
        conversation=published, recommendation=filed_by(),
        statements=[9], drawn_at=NOW,
    )  # fmt: skip

    figure = page_of(client, published).context["became"].figure

    assert figure.finding.startswith("Statements that became part of a recommendation: 1")
    assert f'href="/en/recommendations/{recommendation.number}/"' in figure.drawing


def test_the_secretary_makes_a_recommendation_of_it_at_the_desk(client, found):
    row, secretary = opened(seeds=SEEDS)
    Result.objects.create(
        conversation=row, voters=300, votes=2_700, verdict=found.verdict, figures=found.figures,
        computed_at=NOW,
    )  # fmt: skip
    client.force_login(secretary.person)
    address = f"/ru/conversations/{row.public_id}/desk/recommend/"

    form = client.get(address).context["form"]
    answer = client.post(address, {"numbers": ["1", "9"], "language": "ru"}, follow=True)

    assert form.fields["numbers"].initial == [1, 9, 10]
    draft = Outcome.objects.get().recommendation
    assert f"/ru/file/{draft.public_id}/" in answer.text
    page = client.get(f"/ru/file/{draft.public_id}/check/")
    assert "Мнение 9" in page.text
    assert "results/" in page.text


def _bring(row, ballots):
    """Bring ballots made of columns."""
    numbers = sorted(set(ballots.voter.tolist()))
    bring_votes(conversation=row, ballots=[
        Ballot(voice_of_token(make_token(f"person of the file {n:020}")), ballots.languages[n], {
            int(s): int(v)
            for s, v in zip(
                ballots.statement[ballots.voter == n], ballots.value[ballots.voter == n], strict=True
            )
        })
        for n in numbers
    ])  # fmt: skip
