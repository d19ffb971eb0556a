"""One recommendation's page: what it shows, what it never shows, what it costs."""

import json
from datetime import timedelta

import pytest

from kenes.domain.recommendations.actions import answering
from kenes.domain.recommendations.actions.texts import publish_translation
from kenes.domain.recommendations.models import Answer, Event, EventKind, Hiding, Recommendation
from kenes.domain.recommendations.queries import facets
from kenes.domain.shared.languages import name_of
from kenes.web.recommendations.acts import SENTENCES
from tests.factories import NOW
from tests.factories.answers import answer, deliver, draft, make_case, send
from tests.factories.institutions import make_institution
from tests.factories.recommendations import admitted, filed_by, make_mandate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    from django.core.cache import cache  # noqa: PLC0415

    time_machine.move_to(NOW + timedelta(days=2), tick=False)
    facets.forget()
    cache.clear()


def _address(recommendation, language="en"):
    return f"/{language}/recommendations/{recommendation.number}/"


def _answered():
    case = make_case()
    send(case, case.ministry, make_institution())
    deliver(case)
    answer(case, now=NOW + timedelta(days=1))
    return case


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_shows_text_answer_and_what_happened(client, language):
    case = _answered()

    page = client.get(_address(case.recommendation, language))
    text = page.content.decode()

    assert page.status_code == 200
    assert "Министерство рассмотрело рекомендацию." in text
    assert (
        case.ministry.name_ru in text
        or case.ministry.name_en in text
        or case.ministry.name_kk in text
    )
    assert text.count("/register/") >= 5


def test_an_answer_leads_to_the_entry_of_its_own_signature(client):
    case = _answered()
    signed = Event.objects.get(recommendation=case.recommendation, kind=EventKind.ANSWERED)

    page = client.get(_address(case.recommendation)).content.decode()

    reply = page.partition('<div class="reply">')[2].partition("</div></article>")[0]
    assert f'href="/en/register/{signed.entry.public_id}/"' in reply


def test_the_page_opens_with_one_computed_sentence(client):
    case = _answered()

    page = client.get(_address(case.recommendation)).content.decode().replace("\u00a0", " ")

    assert "Filed 9 November 2026" in page
    assert page.index("Filed 9 November 2026") < page.index("Where it stands, in five axes")


def test_neither_drafter_nor_draft_nor_author_is_shown(client):
    case = make_case()
    case.author.full_name = "Тайна Авторова"
    case.author.save()
    send(case)
    deliver(case)
    draft(case, body="Жасырын жоба мәтіні")

    text = client.get(_address(case.recommendation)).content.decode()
    data = client.get(_address(case.recommendation) + "data.json").content.decode()

    for page in (text, data):
        assert "Жасырын жоба" not in page
        assert "Тайна" not in page
        assert case.focal.person.email not in page
        assert case.author.email not in page


@pytest.mark.parametrize("addressees", [1, 3, 30])
def test_the_page_takes_a_constant_number_of_reads(client, addressees, django_assert_num_queries):
    case = make_case()
    send(case, case.ministry, *(make_institution() for _ in range(addressees - 1)))
    deliver(case)
    answer(case)
    client.get(_address(admitted()))  # warms what a process keeps

    with django_assert_num_queries(14):
        page = client.get(_address(case.recommendation))

    assert page.status_code == 200


def test_a_kept_page_and_an_unchanged_one_take_one_read(client, django_assert_num_queries):
    address = _address(_answered().recommendation)
    etag = client.get(address)["ETag"]

    with django_assert_num_queries(1):
        assert client.get(address).status_code == 200
    with django_assert_num_queries(1):
        assert client.get(address, headers={"if-none-match": etag}).status_code == 304


def test_an_act_makes_the_kept_page_old(client):
    case = make_case()
    before = client.get(_address(case.recommendation)).content.decode()

    send(case)

    after = client.get(_address(case.recommendation)).content.decode()
    assert "It was sent." not in before
    assert "It was sent." in after


def test_a_signed_in_readers_page_is_never_kept(client):
    case = make_case()
    client.force_login(case.author)

    page = client.get(_address(case.recommendation))

    assert page["Cache-Control"] == "private, no-store"
    assert "ETag" not in page


def test_before_admission_only_number_and_day_are_shown(client):
    recommendation = filed_by(title="Құпия тақырып")

    page = client.get(_address(recommendation))

    assert page.status_code == 200
    assert "Құпия" not in page.content.decode()
    assert recommendation.number in page.content.decode()
    assert client.get(_address(recommendation) + "data.json").status_code == 404
    assert client.get(_address(recommendation) + "versions/").status_code == 404


@pytest.mark.parametrize("path", ["", "data.json", "versions/"])
def test_a_hidden_text_leaves_a_tombstone(client, path):
    case = make_case(title="Жасырылған тақырып")
    Recommendation.objects.filter(pk=case.recommendation.pk).update(hidden_ground="court")
    Hiding.objects.create(
        recommendation=case.recommendation,
        ground="court",
        explanation="Decision 5",
        mandate=case.secretary,
        at=NOW,
    )

    page = client.get(_address(case.recommendation) + path)

    assert page.status_code == 410
    text = page.content.decode()
    assert "A court ordered its removal." in text
    assert "Decision 5" in text
    assert "Жасырылған" not in text
    assert client.get(f"/r/{case.recommendation.number}").status_code == 410


def test_the_permanent_address_leads_to_the_readers_language(client):
    recommendation = admitted()

    found = client.get(f"/r/{recommendation.number}", headers={"accept-language": "ru"})
    client.cookies["kenes_language"] = "en"
    chosen = client.get(f"/r/{recommendation.number}", headers={"accept-language": "ru"})

    assert (found.status_code, found["Location"]) == (302, _address(recommendation, "ru"))
    assert chosen["Location"] == _address(recommendation, "en")


@pytest.mark.parametrize("path", ["/r/2026-999999", "/r/x", "/en/recommendations/2026-999999/"])
def test_an_unknown_number_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_every_kind_of_event_has_a_sentence():
    assert set(SENTENCES) == set(EventKind.values)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_kind_of_event_is_said_on_the_page(client, language):
    case = make_case()
    send(case)
    for kind in EventKind.values:
        Event.objects.create(
            recommendation=case.recommendation,
            address=case.address,
            kind=kind,
            at=NOW,
            actor_role="x",
        )

    assert client.get(_address(case.recommendation, language)).status_code == 200


def test_versions_show_words_that_changed(client):
    from kenes.domain.recommendations.actions import texts  # noqa: PLC0415

    case = make_case(title="Бес шақырым", language="kk")
    texts.publish_version(
        public_id=case.recommendation.public_id, title="Үш шақырым", problem="Жол алыс.", demand="Автобус керек.",
        reason="Нақтылау", by=case.author, code=None, mandate=None, edition=case.recommendation.edition, now=NOW,
    )  # fmt: skip

    page = client.get(_address(case.recommendation) + "versions/").content.decode()
    single = client.get(_address(case.recommendation) + "versions/1-2/")

    assert "<del>Бес</del>" in page
    assert "<ins>Үш</ins>" in page
    assert single.status_code == 200
    assert client.get(_address(case.recommendation) + "versions/1-9/").status_code == 404


def test_replaced_translations_stay_readable_beside_the_versions(client):
    case = _answered()
    number = case.recommendation.public_id
    reply = Answer.objects.get(address__recommendation=case.recommendation)
    for day, word in enumerate(("ескі", "орта", "жаңа")):
        now = NOW + timedelta(days=1, hours=day)
        publish_translation(
            public_id=number, language="en", title="Road", problem="", demand=f"A {word} bridge",
            by=case.author, now=now,
        )  # fmt: skip
        answering.add_answer_translation(
            answer_id=reply.public_id, language="kk", body=f"Жауап {word}.", by=case.focal.person,
            mandate=case.focal, now=now,
        )  # fmt: skip

    record = client.get(_address(case.recommendation)).content.decode()
    page = client.get(_address(case.recommendation) + "versions/").content.decode()

    assert _address(case.recommendation) + "versions/" in record
    for earlier, later in (("ескі", "орта"), ("орта", "жаңа")):
        assert page.count(f"<del>{earlier}</del>") == 2
        assert page.count(f"<ins>{later}</ins>") == 2
    assert name_of(case.focal.institution) in page


def test_the_data_are_the_public_facts(client):
    case = _answered()

    data = json.loads(client.get(_address(case.recommendation) + "data.json").content)

    assert data["number"] == case.recommendation.number
    assert data["addressees"][0]["position"] == "not_accepted"
    assert data["answers"][0]["addressee"] == data["addressees"][0]["id"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("kk", "Аудармасы берілуге тиіс:"),
        ("ru", "Нужен перевод:"),
        ("en", "A translation is due:"),
    ],
)
def test_a_text_in_one_language_says_that_a_translation_is_due_and_who_owes_it(
    client, language, said
):
    recommendation = admitted()

    page = client.get(f"/{language}/recommendations/{recommendation.number}/").content.decode()

    notice = page[page.index('id="translation-due"') :]
    assert said in notice
    assert name_of(recommendation.body, language) in notice[: notice.index("</div>")]


def test_a_text_that_stands_in_both_languages_owes_no_translation(client):
    recommendation = admitted()
    secretary = make_mandate(recommendation.body)
    publish_translation(
        public_id=recommendation.public_id, language="ru", title="Свет", problem="",
        demand="Фонари", state="official", by=secretary.person, mandate=secretary, now=NOW,
    )  # fmt: skip

    page = client.get(_address(recommendation)).content.decode()

    assert "translation-due" not in page
