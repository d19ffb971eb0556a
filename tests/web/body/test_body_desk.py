"""A body's desk: a frightened official drafts, looks, hands in; a second person signs."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations.models import Answer, Measure, ProgressReport
from tests.factories import answers as make
from tests.factories.files import PDF
from tests.factories.institutions import BEGAN_ON, Role, make_institution, make_mandate, make_person

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>'\"; DROP TABLE x; \u202e\u200b{{ 7|add:7 }}"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(make.NOW, tick=False)


@pytest.fixture
def case():
    return make.delivered()


def page_of(case, rest=""):
    return f"/ru/body/{case.address.public_id}/{rest}"


def hidden(response, name):
    found = re.search(rf'name="{name}"[^>]*?value="([^"]*)"', response.text)
    return found.group(1) if found else ""


def post(client, address, **fields):
    shown = client.get(address)
    sent = {"key": hidden(shown, "key"), "edition": hidden(shown, "edition")}
    return client.post(address, {name: value for name, value in (sent | fields).items() if value})


WORDS = {
    "position": "not_accepted", "language": "ru", "body": "Министерство рассмотрело.",
    "reason": "Нет денег в бюджете.",
}  # fmt: skip


def draft(client, case, **fields):
    return post(client, page_of(case, "draft/position/"), **(WORDS | {"preview": "1"} | fields))


def test_an_official_drafts_looks_and_hands_in_and_another_signs(client, case):
    client.force_login(case.focal.person)
    preview = client.get(draft(client, case).url)
    handed = post(client, page_of(case, "submit/"))
    client.force_login(case.signatory.person)
    signed = post(client, page_of(case, "sign/"))

    assert "Министерство рассмотрело." in preview.text
    assert "Вице-министр" not in preview.text.partition("Кто его подпишет")[0]
    assert handed.status_code == signed.status_code == 302
    assert Answer.objects.get().state == "signed"
    assert "Вице-министр" in client.get(page_of(case)).text


def test_who_drafts_reads_who_may_sign_and_is_asked_for_no_mandate(client, case):
    make.draft(case)
    client.force_login(case.focal.person)

    page = client.get(page_of(case, "preview/")).text

    assert "Сегодня могут подписать: Вице-министр" in page
    assert page_of(case, "submit/") in page
    assert page_of(case, "sign/") not in page
    assert "мандат выдан" not in page


def test_who_drafts_reads_that_nobody_may_sign_today(client, case):
    make.draft(case)
    Mandate.objects.filter(pk=case.signatory.pk).update(valid_to=BEGAN_ON)
    client.force_login(case.focal.person)

    page = client.get(page_of(case, "preview/")).text.replace("\xa0", " ")

    assert "В вашем органе сегодня подписать некому." in page


def test_a_signatory_reads_no_list_of_those_who_may_sign(client, case):
    make.submit(case, make.draft(case))
    client.force_login(case.signatory.person)

    page = client.get(page_of(case, "preview/")).text

    assert "могут подписать" not in page
    assert page_of(case, "sign/") in page
    assert page_of(case, "submit/") not in page


def test_a_link_on_top_leads_to_what_may_be_done_now(client, case):
    client.force_login(case.focal.person)

    page = client.get(page_of(case)).text.replace("\xa0", " ")

    assert '<a href="#answer">Что вы можете сделать сейчас: 2</a>' in page


def test_a_second_press_signs_once_and_says_it_was_done(client, case):
    answer = make.draft(case)
    make.submit(case, answer)
    client.force_login(case.signatory.person)
    shown = client.get(page_of(case, "sign/"))
    sent = {"key": hidden(shown, "key"), "edition": hidden(shown, "edition")}

    first, second = (client.post(page_of(case, "sign/"), sent) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert case.kinds.count("answered") == 1


def test_who_drafted_cannot_sign_and_reads_why(client, case):
    make_mandate(Role.SIGNATORY, case.ministry, case.focal.person)
    make.submit(case, make.draft(case))
    client.force_login(case.focal.person)

    item = client.get(page_of(case))
    tried = post(client, page_of(case, "sign/"))

    assert 'aria-describedby="sign-why"' in item.text
    assert tried.status_code == 403
    assert Answer.objects.get().state == "for_signature"


def test_two_officers_at_once_see_both_texts_and_lose_neither(client, case):
    client.force_login(case.focal.person)
    draft(client, case, body="Первый текст")
    shown = client.get(page_of(case, "draft/position/"))
    stale = {"key": hidden(shown, "key"), "edition": hidden(shown, "edition")}
    draft(client, case, body="Второй текст")

    page = client.post(
        page_of(case, "draft/position/"), WORDS | stale | {"body": "Третий текст", "save": "1"}
    )

    assert page.status_code == 409
    assert "Второй текст" in page.text
    assert "Третий текст" in page.text
    assert hidden(page, "edition") != stale["edition"]
    again = {"key": hidden(page, "key"), "edition": hidden(page, "edition"), "save": "1"}
    saved = client.post(page_of(case, "draft/position/"), WORDS | again | {"body": "Третий текст"})
    assert saved.status_code == 302
    assert Answer.objects.get().texts.get().body == "Третий текст"


def test_a_draft_is_kept_as_one_writes(client, case):
    client.force_login(case.focal.person)
    first = client.post(page_of(case, "draft/position/"), WORDS, headers={"X-Draft": "1"}).json()
    second = client.post(
        page_of(case, "draft/position/"), WORDS | first | {"body": "Дальше"},
        headers={"X-Draft": "1"},
    )  # fmt: skip

    assert second.json()["edition"] == first["edition"] + 1
    assert Answer.objects.get().texts.get().body == "Дальше"


def test_a_draft_is_kept_before_a_position_is_chosen_and_handed_in_only_with_one(client, case):
    client.force_login(case.focal.person)
    raw = {"language": "ru", "body": "Пока думаем."}

    kept = client.post(page_of(case, "draft/position/"), raw, headers={"X-Draft": "1"})
    item, preview = client.get(page_of(case)), client.get(page_of(case, "preview/"))
    handed = post(client, page_of(case, "submit/"))

    assert kept.status_code == 200
    assert 'aria-describedby="submit-why"' in item.text
    assert preview.status_code == 200
    assert handed.status_code == 422
    assert "В проекте не сказано" in handed.text.replace("\xa0", " ")
    assert Answer.objects.get().state == "draft"


def test_what_is_private_stays_off_the_page_of_another_body(client, case):
    make.draft(case)
    other = make_mandate(Role.FOCAL_POINT, make_institution())
    client.force_login(other.person)

    assert client.get(page_of(case)).status_code == 404
    assert client.get(page_of(case, "preview/")).status_code == 404
    assert client.post(page_of(case, "draft/position/"), WORDS).status_code == 404
    assert client.get(f"/ru/body/?office={case.ministry.public_id}").status_code == 404


def test_nobody_signed_in_is_led_to_the_sign_in(client, case):
    response = client.get(page_of(case))

    assert response.status_code == 302
    assert "/account/login/" in response.url


def test_without_a_mandate_no_desk_is_open(client, case):
    client.force_login(make_person())

    page = client.get("/ru/body/")

    assert page.status_code == 403
    assert case.recommendation.number not in page.text


def test_an_ended_mandate_says_that_it_ended(client, case):
    ended = make_mandate(Role.FOCAL_POINT, case.ministry, valid_to=make.TODAY.replace(month=10))
    client.force_login(ended.person)

    page = client.get(page_of(case))

    assert page.status_code == 403
    assert "закончил" in page.text or "истёк" in page.text


def test_an_answer_after_forwarding_is_refused_and_the_text_stays(client, case):
    client.force_login(case.focal.person)
    to = make_institution()
    make.addressing.forward(
        address_id=case.address.public_id, to=to, reason="Не наше.", by=case.signatory.person,
        mandate=case.signatory, now=make.NOW,
    )  # fmt: skip

    page = client.post(page_of(case, "draft/position/"), WORDS | {"save": "1"})

    assert page.status_code in {403, 409}
    assert "Министерство рассмотрело." in page.text
    assert not Answer.objects.exists()


def test_a_competent_body_is_found_and_the_matter_forwarded(client, case):
    to = make_institution(name_ru="Министерство вод")
    client.force_login(case.signatory.person)
    address = page_of(case, "forward/?find=вод")

    done = post(client, address, to=str(to.public_id), reason="Это вопрос водного ведомства.")

    assert done.status_code == 302
    assert case.recommendation.addresses.filter(institution=to).exists()


def test_the_term_is_extended_with_a_reason_and_once(client, case):
    client.force_login(case.signatory.person)
    asked = client.get(page_of(case, "extend/")).text.replace("\xa0", " ")
    empty = post(client, page_of(case, "extend/"), reason="")
    done = post(client, page_of(case, "extend/"), reason="Нужны данные акиматов.")
    item = client.get(page_of(case))

    assert empty.status_code == 422
    assert done.status_code == 302
    assert case.address.is_extended
    foretold = re.search(r"Новый последний день: ([^<]+)<", asked)
    assert foretold
    assert foretold.group(1) in item.text.replace("\xa0", " ")
    assert 'aria-describedby="extend-why"' in item.text


def test_a_delivery_without_its_number_is_asked_for(client):
    case = make.sent()
    client.force_login(case.focal.person)

    page = post(client, page_of(case, "deliver/"), on="2026-11-09")
    done = post(client, page_of(case, "deliver/"), on="2026-11-09", incoming_number="17-1/204")

    assert page.status_code == 422
    assert done.status_code == 302
    assert case.address.incoming_number == "17-1/204"


def test_remark_and_sending_back_stay_private(client, case):
    make.submit(case, make.draft(case))
    client.force_login(case.signatory.person)
    done = post(client, page_of(case, "back/"), text="Назовите срок.")
    client.force_login(case.focal.person)

    assert done.status_code == 302
    assert "Назовите срок." in client.get(page_of(case)).text
    assert "Назовите срок." not in client.get(page_of(case, "preview/")).text


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("proof.pdf", b"MZ\x90\x00 not a pdf"),
        SimpleUploadedFile("proof.pdf", b""),
        SimpleUploadedFile("proof.html", b"<html><script>1</script></html>"),
    ],
)
def test_a_file_of_a_false_type_is_refused_beside_its_field(client, case, upload):
    client.force_login(case.focal.person)

    page = draft(client, case, file=upload)

    assert page.status_code == 422
    assert 'href="#id_file"' in page.text
    assert "Министерство рассмотрело." in page.text
    assert not Answer.objects.exists()


def test_a_file_that_is_too_large_is_refused(client, case, settings):
    settings.KENES_FILE_LIMIT = 100
    client.force_login(case.focal.person)

    page = draft(client, case, file=SimpleUploadedFile("proof.pdf", PDF + b"0" * 200))

    assert page.status_code == 422
    assert not Answer.objects.exists()


def test_a_file_is_kept_with_the_draft_and_taken_out_again(client, case):
    client.force_login(case.focal.person)
    draft(client, case, file=SimpleUploadedFile("proof.pdf", PDF))
    held = Answer.objects.get().files.get()

    client.post(page_of(case, f"file/{held.pk}/drop/"))

    assert not Answer.objects.get().files.exists()


def test_hostile_text_is_shown_as_text(client, case):
    client.force_login(case.focal.person)
    draft(client, case, body=HOSTILE, reason=HOSTILE, position="accepted_in_part", part=HOSTILE)

    for rest in ("", "preview/", "draft/position/"):
        page = client.get(page_of(case, rest))
        assert "<script>alert" not in page.text
        assert "{{ 7|add:7 }}" in page.text
        assert "\u202e" not in page.text


def test_a_text_of_a_megabyte_is_refused_and_nothing_is_half_written(client, case):
    client.force_login(case.focal.person)

    page = draft(client, case, body="x" * 1_000_000)

    assert page.status_code == 422
    assert not Answer.objects.exists()


def test_a_promise_is_made_reported_with_evidence_and_finished(client, case):
    make.answer(case, position="accepted")
    client.force_login(case.signatory.person)
    promised = post(
        client, page_of(case, "measure/"), title_ru="Осветить улицу", due_on="2026-12-20"
    )
    measure = Measure.objects.get()
    report = {
        "measure": str(measure.public_id), "text": "Поставлено десять фонарей.", "language": "ru",
        "period_from": "2026-11-01", "period_to": "2026-11-09",
        "file": SimpleUploadedFile("act.pdf", PDF),
    }  # fmt: skip
    reported = post(client, page_of(case, "report/"), **report)
    finished = post(client, page_of(case, "finish/"), measure=str(measure.public_id))

    assert (promised.status_code, reported.status_code, finished.status_code) == (302, 302, 302)
    assert ProgressReport.objects.get().evidence.count() == 1
    measure.refresh_from_db()
    assert measure.done_on is not None


def test_an_indicator_is_set_and_the_body_assesses_itself(client, case):
    make.answer(case, position="accepted")
    client.force_login(case.signatory.person)
    post(client, page_of(case, "measure/"), title_ru="Осветить улицу", due_on="2026-12-20")
    counted = post(
        client, page_of(case, "indicator/"), measure=str(Measure.objects.get().public_id),
        name_ru="Фонари", unit_ru="штук", target="60", every_months="3", first_due_on="2026-12-31",
    )  # fmt: skip
    assessed = post(
        client, page_of(case, "assess/"), value="not_started", period_from="2026-10-01",
        period_to="2026-11-01", grounds="Работы начнутся весной.", language="ru",
    )  # fmt: skip

    assert (counted.status_code, assessed.status_code) == (302, 302)
    assert case.recommendation.assessments.get().side == "state"
    record = client.get(f"/ru/recommendations/{case.recommendation.number}/").text
    said = record.replace("\xa0", " ")
    assert "штук: 0 / 60" in said
    assert "Исполнение оценено. Государство: Не начато." in said


def test_the_item_explains_its_date_and_closes_no_button_in_silence(client, case):
    client.force_login(case.focal.person)

    page = client.get(page_of(case))

    assert "Как посчитан срок?" in page.text
    assert "Кто может: подписант." in page.text
    closed = re.findall(r'aria-disabled="true" aria-describedby="([\w-]+)"', page.text)
    assert closed
    assert all(f'id="{ident}"' in page.text for ident in closed)


def test_somebody_of_two_bodies_chooses_which(client, case):
    second = make_institution(name_ru="Второе ведомство")
    make_mandate(Role.FOCAL_POINT, second, case.focal.person, valid_from=BEGAN_ON)
    client.force_login(case.focal.person)

    first = client.get(f"/ru/body/?office={case.ministry.public_id}")
    other = client.get(f"/ru/body/?office={second.public_id}")

    assert case.recommendation.number in first.text
    assert case.recommendation.number not in other.text
    assert "Второе ведомство" in first.text


@pytest.mark.parametrize("more", [0, 2])
def test_the_desk_costs_a_fixed_number_of_queries(client, case, django_assert_num_queries, more):
    for number in range(more):
        row = make.admitted(secretary=case.secretary, title=f"Ещё {number}")
        make.addressing.send(
            public_id=row.public_id, to=[make.addressing.AddresseeFacts(institution=case.ministry)],
            by=case.secretary.person, mandate=case.secretary, now=make.NOW,
        )  # fmt: skip
    client.force_login(case.focal.person)
    client.get("/ru/body/")

    with django_assert_num_queries(8):
        client.get("/ru/body/")
