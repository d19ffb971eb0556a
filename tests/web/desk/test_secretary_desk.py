"""The secretary's desk: what came in, decided with reasons, by those who may alone."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kenes.domain.institutions.models import LegalRule
from kenes.domain.norms.actions import RowFacts, add_table_rows, publish_bill
from kenes.domain.norms.models import Topic
from kenes.domain.recommendations.models import Recommendation
from tests.factories import NOW
from tests.factories import answers as make
from tests.factories.institutions import (
    BEGAN_ON,
    Role,
    make_body,
    make_calendar,
    make_institution,
    make_mandate,
    make_person,
    make_rules,
    make_seat,
)
from tests.factories.recommendations import admitted, filed_by

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>'\"; DROP TABLE x; \u202e\u200b{{ 7|add:7 }}"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)
    make_calendar()
    make_rules()


@pytest.fixture
def secretary():
    return make_mandate(Role.SECRETARY, make_body(), side="state")


@pytest.fixture
def filed(secretary):
    return filed_by(body=secretary.institution)


def page_of(row, rest=""):
    return f"/ru/desk/{row.public_id}/{rest}"


def hidden(response, name):
    found = re.search(rf'name="{name}"[^>]*?value="([^"]*)"', response.text)
    return found.group(1) if found else ""


def post(client, url, **fields):
    shown = client.get(url)
    sent = {"key": hidden(shown, "key"), "edition": hidden(shown, "edition")}
    return client.post(url, {name: value for name, value in (sent | fields).items() if value})


def stage_of(row):
    return Recommendation.objects.get(pk=row.pk).stage


def test_a_new_text_stands_in_the_inbox_with_its_day_and_is_admitted(client, secretary, filed):
    client.force_login(secretary.person)
    inbox = client.get("/ru/desk/")
    done = post(client, page_of(filed, "admit/"))

    assert filed.number in inbox.text
    assert "16\u00a0ноября" in inbox.text
    assert done.status_code == 302
    assert stage_of(filed) == "admissible"


def test_a_return_needs_ground_and_words_and_keeps_what_was_written(client, secretary, filed):
    client.force_login(secretary.person)
    page = post(client, page_of(filed, "return/"), explanation="Назовите орган.")
    done = post(
        client, page_of(filed, "return/"), ground="no_addressee", explanation="Назовите орган."
    )

    assert page.status_code == 422
    assert 'href="#id_ground_0"' in page.text
    assert "Назовите орган." in page.text
    assert done.status_code == 302
    assert stage_of(filed) == "returned"


def test_a_second_press_admits_once(client, secretary, filed):
    client.force_login(secretary.person)
    key = hidden(client.get(page_of(filed, "admit/")), "key")

    answers = [client.post(page_of(filed, "admit/"), {"key": key}) for _ in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert filed.events.filter(kind="admitted").count() == 1


def test_two_secretaries_at_once_the_second_reads_why_not(client, secretary, filed):
    other = make_mandate(Role.SECRETARY, secretary.institution, side="state")
    client.force_login(secretary.person)
    post(client, page_of(filed, "admit/"))
    client.force_login(other.person)

    page = client.post(
        page_of(filed, "return/"), {"ground": "insult", "explanation": "Грубые слова."}
    )

    assert page.status_code == 403
    assert "Грубые слова." in page.text
    assert stage_of(filed) == "admissible"


def test_a_secretary_of_another_body_finds_nothing(client, filed):
    foreign = make_mandate(Role.SECRETARY, make_body())
    client.force_login(foreign.person)

    assert client.get(page_of(filed)).status_code == 404
    assert client.post(page_of(filed, "admit/")).status_code == 404
    assert filed.number not in client.get("/ru/desk/").text
    assert stage_of(filed) == "submitted"


def test_a_member_may_not_admit_and_reads_who_may(client, secretary, filed):
    member = make_mandate(Role.MEMBER, secretary.institution, side="civil",
                          seat=make_seat(secretary.institution))  # fmt: skip
    client.force_login(member.person)

    item = client.get(page_of(filed))
    tried = client.post(page_of(filed, "admit/"), {})

    assert 'aria-describedby="admit-why"' in item.text
    assert tried.status_code == 403
    assert stage_of(filed) == "submitted"


def test_an_ended_mandate_opens_nothing_and_says_so(client, secretary, filed):
    ended = make_mandate(
        Role.SECRETARY, secretary.institution, valid_to=make.TODAY.replace(month=10)
    )
    client.force_login(ended.person)

    assert client.get(page_of(filed)).status_code == 403
    assert client.get("/ru/desk/").status_code == 403


def test_nobody_signed_in_is_led_to_the_sign_in(client, filed):
    assert "/account/login/" in client.get(page_of(filed)).url
    assert "/account/login/" in client.get("/ru/desk/").url


def test_without_a_mandate_no_desk_is_open(client):
    client.force_login(make_person())

    assert client.get("/ru/desk/").status_code == 403


def test_an_appeal_is_decided_by_a_member_of_another_side(client, secretary, filed):
    author = filed.author
    member = make_mandate(Role.MEMBER, secretary.institution, side="civil",
                          seat=make_seat(secretary.institution))  # fmt: skip
    client.force_login(secretary.person)
    post(client, page_of(filed, "return/"), ground="no_demand", explanation="Скажите, что делать.")
    client.force_login(author)
    appealed = post(client, f"/ru/file/{filed.public_id}/own/appeal/", text="Это сказано.")
    client.force_login(secretary.person)
    refused = post(client, page_of(filed, "decide/"), outcome="upheld", grounds="Так.")
    client.force_login(member.person)
    queue = client.get("/ru/desk/?queue=appeals")
    decided = post(client, page_of(filed, "decide/"), outcome="overturned", grounds="Сказано.")

    assert appealed.status_code == 302
    assert refused.status_code == 403
    assert filed.number in queue.text
    assert decided.status_code == 302
    assert stage_of(filed) == "admissible"


def test_a_text_is_sent_with_the_term_explained_and_its_delivery_registered(client, secretary):
    row = admitted(secretary=secretary)
    ministry = make_institution(name_ru="Министерство дорог")
    client.force_login(secretary.person)
    address = page_of(row, "send/?find=дорог")
    form = client.get(address)
    rule = re.search(r'name="rule" value="([\w-]+)"[^>]*checked', form.text).group(1)

    sent = post(client, address, lead=str(ministry.public_id), rule=rule)
    asked = row.addresses.get()
    delivered = post(
        client, page_of(row, "deliver/"), address=str(asked.public_id),
        incoming_number="17/2", on="2026-11-09",
    )  # fmt: skip

    assert "30\u00a0ноября" in form.text
    assert sent.status_code == delivered.status_code == 302
    asked.refresh_from_db()
    assert asked.incoming_number == "17/2"
    assert asked.due_on is not None


def test_texts_are_merged_and_split_with_grounds(client, secretary):
    main, other = admitted(secretary=secretary), admitted(secretary=secretary, title="Другая")
    client.force_login(secretary.person)
    merged = post(
        client, page_of(main, "merge/"), origins=[str(other.public_id)], grounds="Об одном.",
    )  # fmt: skip
    empty = post(client, page_of(main, "split/"))
    split = post(client, page_of(main, "split/"), number_1="1", demand_1="Поставить фонари.")

    assert merged.status_code == 302
    assert stage_of(other) == "superseded"
    assert empty.status_code == 422
    assert split.status_code == 302
    assert main.points.count() == 1


def test_links_are_set_on_one_and_on_many(client, secretary):
    first, second = admitted(secretary=secretary), admitted(secretary=secretary)
    topic = Topic.objects.create(kind="theme", code="light", name_ru="Освещение", name_kk="Жарық")
    client.force_login(secretary.person)
    one = post(client, page_of(first, "links/?find=Освещ"), topics=[str(topic.pk)])
    ids = f"id={first.public_id}&id={second.public_id}"
    many = post(client, f"/ru/desk/links/?{ids}&find=Освещ", topics=[str(topic.pk)])

    assert one.status_code == many.status_code == 302
    assert list(second.topics.all()) == [topic]


def test_a_place_in_a_bill_is_set_with_the_words_that_should_stand_there(client, secretary):
    row = admitted(secretary=secretary)
    bill = publish_bill(source_key="b", title_kk="Жоба", title_ru="Проект о школах")
    place = {"act": str(bill.public_id), "element": "7-бап", "proposed": "Автобус тегін."}
    client.force_login(secretary.person)

    post(client, page_of(row, "links/?find=школ"), **place)

    page = client.get(f"/ru/recommendations/{row.number}/").text
    assert '<td class="pre" lang="kk" data-l="Предлагаемый текст">Автобус тегін.</td>' in page
    assert ": статья 7</p>" in page


def test_a_bill_that_amends_several_laws_asks_which_is_meant(client, secretary):
    row = admitted(secretary=secretary)
    bill = publish_bill(source_key="b", title_kk="Жоба", title_ru="Проект о школах")
    rows = [RowFacts(law=law, element="7-бап", current="", proposed="+") for law in ("А", "Б")]
    add_table_rows(bill=bill, language="kk", rows=rows)
    place = {"act": str(bill.public_id), "element": "7-бап"}
    client.force_login(secretary.person)

    unsaid = post(client, page_of(row, "links/?find=школ"), **place)
    named = post(client, page_of(row, "links/?find=школ"), **place, law="Б")

    assert "Выберите один" in unsaid.text
    assert named.status_code == 302
    assert row.targets.get().law == "Б"


def test_what_the_words_suggest_stands_first_and_is_not_chosen(client, secretary):
    row = admitted(secretary=secretary, demand="Мектептің ауласына шам қойылсын")
    school = Topic.objects.create(kind="theme", code="s", name_ru="Школа", name_kk="Мектеп")
    client.force_login(secretary.person)

    for address in (page_of(row, "links/"), f"/ru/desk/links/?id={row.public_id}"):
        page = client.get(address)

        assert "Школа · подсказано словами" in page.text
        assert page.context["form"]["topics"].value() in (None, [])
        assert f'value="{school.pk}" checked' not in page.text


def test_the_queue_of_translations_names_the_day_of_each(client, secretary):
    admitted(secretary=secretary)
    client.force_login(secretary.person)

    page = client.get("/ru/desk/?queue=translate")

    assert "Перевести до: 16 ноября" in page.text.replace("\xa0", " ")


def test_links_of_a_foreign_text_are_not_set(client, secretary):
    own, foreign = admitted(secretary=secretary), admitted()
    client.force_login(secretary.person)

    page = client.get(f"/ru/desk/links/?id={own.public_id}&id={foreign.public_id}")

    assert page.status_code == 404


@pytest.mark.parametrize("query", ["", "id=x", "id=00000000-0000-7000-8000-000000000000"])
def test_links_of_nothing_are_nothing(client, secretary, query):
    client.force_login(secretary.person)

    assert client.get(f"/ru/desk/links/?{query}").status_code == 404


def test_hiding_systematising_adopting_and_closing(client, secretary):
    row = admitted(secretary=secretary)
    chair = make_mandate(Role.CHAIR, secretary.institution)
    client.force_login(secretary.person)
    steps = [
        post(client, page_of(row, "hide/"), ground="court", explanation="Решение суда."),
        post(client, page_of(row, "show/"), reason="Решение отменено."),
        post(client, page_of(row, "systematise/")),
    ]
    client.force_login(chair.person)
    steps.append(
        post(client, page_of(row, "adopt/"), document="Протокол 4", decided_on="2026-11-08", language="ru",
             by_consensus="on")
    )  # fmt: skip
    client.force_login(secretary.person)
    steps.append(post(client, page_of(row, "close/"), grounds="Исполнено."))

    assert [one.status_code for one in steps] == [302] * 5
    assert stage_of(row) == "closed"


def test_an_adoption_without_votes_is_asked_for_them(client, secretary):
    row = admitted(secretary=secretary)
    chair = make_mandate(Role.CHAIR, secretary.institution)
    client.force_login(chair.person)

    page = post(
        client, page_of(row, "adopt/"), document="Протокол", decided_on="2026-11-08", language="ru"
    )

    assert page.status_code == 422
    assert 'href="#id_votes_for"' in page.text
    assert stage_of(row) == "admissible"


def test_a_translation_and_a_new_wording_by_the_secretary(client, secretary):
    row = admitted(secretary=secretary)
    client.force_login(secretary.person)
    translated = post(
        client, page_of(row, "translate/"), language="ru", state="checked",
        title="Свет селу", demand="Поставить фонари.",
    )  # fmt: skip
    reworded = post(client, page_of(row, "reword/"), demand="Жаңа талап.", reason="Қате сөз.")

    assert translated.status_code == reworded.status_code == 302
    row.refresh_from_db()
    assert row.current_version == 2


def test_hostile_text_is_shown_as_text(client, secretary):
    row = filed_by(body=secretary.institution, title=HOSTILE, problem=HOSTILE, demand=HOSTILE)
    client.force_login(secretary.person)

    for address in ("/ru/desk/", page_of(row), page_of(row, "return/")):
        page = client.get(address)
        assert "<script>alert" not in page.text
        assert "{{ 7|add:7 }}" in page.text
        assert "\u202e" not in page.text


@pytest.mark.parametrize(
    ("act", "field"),
    [
        ("close", "grounds"),
        ("hide", "explanation"),
        ("split", "demand_1"),
        ("translate", "demand"),
        ("reword", "demand"),
    ],
)
def test_a_megabyte_in_a_field_is_refused_whole(client, secretary, act, field):
    row = admitted(secretary=secretary)
    before = row.stage
    client.force_login(secretary.person)
    huge = "x" * 1_000_000

    others = {"ground": "court", "reason": "Қате сөз.", "title": "А", "language": "ru",
              "state": "checked", "demand": "Б"}  # fmt: skip

    page = post(client, page_of(row, f"{act}/"), **(others | {field: huge}))

    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert stage_of(row) == before


def test_an_unknown_act_or_queue_is_not_there(client, secretary, filed):
    client.force_login(secretary.person)

    assert client.get(page_of(filed, "praise/")).status_code == 404
    assert client.get("/ru/desk/?queue=praise").status_code == 404
    assert client.get("/ru/desk/?office=praise").status_code == 404


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(("queue", "queries"), [("inbox", 10), ("translate", 11)])
def test_queues_cost_a_fixed_number_of_queries(secretary, many, queue, queries):
    client = Client()
    for _number in range(many):
        filed_by(body=secretary.institution)
        admitted(secretary=secretary)
    client.force_login(secretary.person)

    client.get("/ru/desk/")  # what a process keeps, such as the calendar, is read once

    with CaptureQueriesContext(connection) as asked:
        client.get(f"/ru/desk/?queue={queue}")

    assert len(asked) == queries


def test_a_text_is_sent_with_the_day_that_the_body_promised(client, secretary):
    row = admitted(secretary=secretary)
    ministry = make_institution(name_ru="Министерство дорог")
    client.force_login(secretary.person)
    address = page_of(row, "send/?find=дорог")
    chosen = {"lead": str(ministry.public_id), "rule": "promise"}

    without = post(client, address, **chosen)
    given = post(client, address, **chosen, promised_on="2026-12-01")

    assert without.status_code == 422
    assert "id_promised_on_error" in without.text
    assert given.status_code == 302
    asked = row.addresses.get()
    assert (asked.basis, str(asked.due_on), asked.rule) == ("promise", "2026-12-01", None)


def test_a_text_is_sent_under_the_rules_that_the_bodies_set_themselves(client, secretary):
    row = admitted(secretary=secretary)
    ministry = make_institution(name_ru="Министерство дорог")
    LegalRule.objects.create(
        code="road-rules", duty="answer", basis="own_rules", amount=20, unit="working_days",
        start="delivered", valid_from=BEGAN_ON, law_ru="Регламент дорог", is_default=False,
    )  # fmt: skip
    client.force_login(secretary.person)
    address = page_of(row, "send/?find=дорог")

    sent = post(client, address, lead=str(ministry.public_id), rule="road-rules")

    assert sent.status_code == 302
    assert row.addresses.get().basis == "own_rules"


def test_contributors_are_named_and_a_person_only_with_consent(client, secretary):
    row = admitted(secretary=secretary)
    union = make_institution(name_ru="Союз дорожников")
    client.force_login(secretary.person)
    address = page_of(row, "credits/?find=дорожников")
    chosen = {"institutions": str(union.public_id), "names": "Айгүл\n\n Болат "}

    without = post(client, address, **chosen)
    many = post(client, address, names="Айгүл\n" * 31, has_consent="on")
    assert not row.credits.exists()
    named = post(client, address, **chosen, has_consent="on")
    shown = client.get(page_of(row, "credits/"))
    taken = post(client, page_of(row, "credits/"), institutions=str(union.public_id))

    assert (without.status_code, many.status_code) == (422, 422)
    assert (named.status_code, taken.status_code) == (302, 302)
    assert "Айгүл\nБолат" in shown.text
    assert [credit.name or credit.institution for credit in row.credits.all()] == [union]


def test_contributors_of_a_text_that_is_not_admitted_are_not_named(client, secretary, filed):
    client.force_login(secretary.person)

    tried = post(client, page_of(filed, "credits/"), names="Айгүл", has_consent="on")

    assert tried.status_code == 403
    assert not filed.credits.exists()
