"""File in three questions: anybody may, nothing is lost, nothing is filed twice."""

import re

import pytest

from kenes.domain.institutions.actions import end_institution
from kenes.domain.recommendations.models import Recommendation, RecommendationText
from tests.factories import NOW
from tests.factories.institutions import (
    BEGAN_ON,
    Role,
    make_body,
    make_host,
    make_institution,
    make_mandate,
)
from tests.factories.recommendations import DEMAND, PROBLEM, admitted, make_territory

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>'\"; DROP TABLE x; \u202e\u200b{{ 7|add:7 }}"


@pytest.fixture
def council():
    return make_body(name_ru="Совет по делам села")


def key_of(response):
    return re.search(r'name="key" value="([^"]+)"', response.text).group(1)


def edition_of(response):
    return re.search(r'name="edition" value="(\d+)"', response.text).group(1)


def begin(client, problem=PROBLEM):
    return client.post("/kk/file/", {"problem": problem, "language": "kk", "next": "1"})


def answer(client, address, **fields):
    shown = client.get(address)
    sent = {"key": key_of(shown), "edition": edition_of(shown), "next": "1"}
    return client.post(address, sent | fields)


def draft_up_to_check(client):
    asked = begin(client).url
    where = answer(client, asked, demand=DEMAND, addressee="Әкімдік").url
    return answer(client, where).url


def file_it(client):
    check = draft_up_to_check(client)
    return client.post(check, {"key": key_of(client.get(check))}).url


def test_a_citizen_without_account_files_and_gets_number_and_code(client, council):
    done = file_it(client)
    receipt = client.get(done)

    row = Recommendation.objects.get()
    assert row.stage == "submitted"
    assert row.number in receipt.text
    assert row.author is None
    assert re.search(r'class="code num">[2-9A-Z]{4}(-[2-9A-Z]{4}){3}<', receipt.text)
    assert "data:image/svg+xml" in receipt.text


def test_the_code_is_in_no_address_and_in_no_table(client, council):
    done = file_it(client)
    code = client.cookies["kenes_author"].value

    assert code not in done
    assert code not in str(list(Recommendation.objects.values()))
    assert client.cookies["kenes_author"]["httponly"]


def test_the_preview_says_what_the_public_will_read_and_no_name(client, council):
    page = client.get(draft_up_to_check(client))

    assert PROBLEM in page.text
    assert DEMAND in page.text
    assert "Тұрғын" in page.text


def test_a_second_press_files_once(client, council):
    check = draft_up_to_check(client)
    key = key_of(client.get(check))

    first = client.post(check, {"key": key})
    second = client.post(check, {"key": key})

    assert first.url == second.url
    assert Recommendation.objects.exclude(number=None).count() == 1


def test_a_second_press_of_a_step_is_no_conflict(client, council):
    address = begin(client).url
    shown = client.get(address)
    sent = {
        "key": key_of(shown), "edition": edition_of(shown), "next": "1",
        "demand": DEMAND, "addressee": "Әкімдік",
    }  # fmt: skip

    assert client.post(address, sent).url == client.post(address, sent).url


def test_two_windows_on_one_draft_show_both_texts_and_keep_what_was_written(client, council):
    address = begin(client).url
    shown = client.get(address)
    old = {"key": key_of(shown), "edition": edition_of(shown), "addressee": "Әкімдік"}
    answer(client, address, demand="Бірінші мәтін", addressee="Әкімдік")

    page = client.post(address, old | {"demand": "Екінші мәтін", "next": "1"})

    assert page.status_code == 409
    assert "<dt>Не істеу керек</dt><dd" in page.text
    assert "<dt>demand</dt>" not in page.text
    assert "Бірінші мәтін" in page.text
    assert "Екінші мәтін" in page.text
    assert edition_of(page) != old["edition"]


def test_a_draft_is_kept_as_one_writes_and_tells_its_new_edition(client, council):
    address = begin(client).url
    shown = client.get(address)
    sent = {"key": key_of(shown), "edition": edition_of(shown), "demand": "Жарты мәтін"}

    first = client.post(address, sent, headers={"X-Draft": "1"}).json()
    again = client.post(
        address, sent | {"demand": "Толық мәтін", "edition": first["edition"]},
        headers={"X-Draft": "1"},
    )  # fmt: skip

    assert again.status_code == 200
    assert RecommendationText.objects.get().demand == "Толық мәтін"


def test_what_is_missing_is_said_at_its_field_and_the_input_stays(client, council):
    page = answer(client, begin(client).url, demand="", addressee="Орман шаруашылығы")

    assert page.status_code == 422
    assert 'href="#id_demand"' in page.text
    assert "Орман шаруашылығы" in page.text


def test_the_first_question_without_an_answer_begins_no_draft(client, council):
    page = begin(client, problem="  ")

    assert page.status_code == 422
    assert not Recommendation.objects.exists()


def test_a_body_is_found_by_a_part_of_its_name_and_chosen(client, council):
    ministry = make_institution(name_ru="Министерство дорог", name_kk="Жол министрлігі")
    address = begin(client).url
    found = answer(client, address, demand=DEMAND, addressee="дорог", find="1")
    page = client.get(address)

    answer(client, address, demand=DEMAND, addressee="дорог", found=str(ministry.public_id))

    assert found.url == f"{address}#find"
    assert "Жол министрлігі" in page.text
    assert Recommendation.objects.get().wished_institution == ministry


def test_a_name_that_finds_no_body_is_said_to_find_none_and_stays(client, council):
    address = begin(client).url
    answer(client, address, demand=DEMAND, addressee="сельский сход", find="1")

    page = client.get(address).text

    assert "Атауында мұндай сөз бар орган табылмады." in page.replace("\xa0", " ")
    assert 'value="сельский сход"' in page


def test_several_boxes_keep_the_hint_that_they_are_described_by(client, council):
    make_territory()
    where = answer(client, begin(client).url, demand=DEMAND, addressee="Әкімдік").url

    page = client.get(where).text

    assert 'aria-describedby="id_territories_helptext"' in page
    assert 'id="id_territories_helptext">Бүкіл елге' in page.replace("\xa0", " ")


def test_whoever_goes_on_later_reads_at_which_address(client, council):
    page = client.get(begin(client).url).text

    assert '<a class="num" href="/kk/file/code/">http://testserver/kk/file/code/</a>' in page


def test_a_body_that_ended_is_not_offered(client, council):
    admin, ended = make_host(), make_institution(name_kk="Ескі министрлік")
    end_institution(
        institution=ended,
        last_on=BEGAN_ON,
        grounds="law 1",
        by=admin.person,
        mandate=admin,
        now=NOW,
    )
    address = begin(client).url
    answer(client, address, demand=DEMAND, addressee="министрлік", find="1")

    assert "Ескі министрлік" not in client.get(address).text


def test_similar_texts_already_filed_are_shown(client, council):
    there = admitted(title="Ауылға жарық орнату", problem=PROBLEM, demand=DEMAND)

    page = client.get(begin(client).url)

    assert there.number in page.text


def test_where_name_and_numbers_elsewhere_are_kept(client, council):
    place = make_territory()
    asked = begin(client).url
    where = answer(client, asked, demand=DEMAND, addressee="Әкімдік").url

    check = answer(
        client, where, territories=[place.kato], author_territory=place.kato,
        is_name_public="on", name="Айгерім С.", eotinish="123-A",
    ).url  # fmt: skip

    page = client.get(check)
    assert "Айгерім С." in page.text
    assert "123-A" in page.text
    assert list(Recommendation.objects.get().territories.all()) == [place]


def test_a_public_name_without_a_name_is_asked_for(client, council):
    where = answer(client, begin(client).url, demand=DEMAND, addressee="Әкімдік").url

    page = answer(client, where, is_name_public="on", name="")

    assert page.status_code == 422
    assert 'href="#id_name"' in page.text
    assert Recommendation.objects.get().edition == 2


def test_a_delegate_files_in_the_name_of_the_organisation(client, council):
    mandate = make_mandate(Role.DELEGATE, make_institution("association", name_kk="Ауыл үні"))
    client.force_login(mandate.person)
    choice = {"institution": str(mandate.institution.public_id)}
    asked = client.post(
        "/kk/file/", {"problem": PROBLEM, "language": "kk", "next": "1"} | choice
    ).url
    where = answer(client, asked, demand=DEMAND, addressee="Әкімдік").url
    check = answer(client, where).url

    assert "Ауыл үні" in client.get(check).text
    client.post(check, {"key": key_of(client.get(check))})
    row = Recommendation.objects.get()
    assert (row.stage, row.author_institution) == ("submitted", mandate.institution)


def test_hostile_text_is_shown_as_text(client, council):
    asked = begin(client, problem=HOSTILE).url
    where = answer(client, asked, demand=HOSTILE, title=HOSTILE, addressee=HOSTILE).url
    page = client.get(answer(client, where, eotinish=HOSTILE[:80]).url)

    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "{{ 7|add:7 }}" in page.text
    assert "\u202e" not in page.text


def test_a_text_of_a_megabyte_is_refused_with_its_limit_and_kept(client, council):
    page = begin(client, problem="x" * 1_000_000)

    assert page.status_code == 422
    assert "20000" in page.text.replace("\xa0", "")
    assert not Recommendation.objects.exists()


def test_a_stranger_is_asked_for_the_code(client, council):
    done = file_it(client)
    client.cookies.clear()

    assert client.get(done).url == "/kk/file/code/"
    assert client.post(done.replace("done", "check"), {}).url == "/kk/file/code/"


def test_the_code_opens_the_text_on_another_device(client, council):
    file_it(client)
    code = client.cookies["kenes_author"].value
    client.cookies.clear()

    opened = client.post("/ru/file/code/", {"code": code.lower().replace("-", " ")}, follow=True)

    assert opened.status_code == 200
    assert Recommendation.objects.get().number in opened.text


@pytest.mark.parametrize("code", ["", "ABCD", "2222-2222-2222-2222", HOSTILE, "x" * 5000])
def test_a_wrong_code_opens_nothing_and_says_so(client, council, code):
    page = client.post("/ru/file/code/", {"code": code})

    assert page.status_code == 422
    assert 'role="alert"' in page.text


def test_the_browser_forgets_the_code(client, council):
    done = file_it(client)

    client.post("/kk/file/code/forget/")

    assert client.get(done).url == "/kk/file/code/"


def test_without_a_body_the_page_says_who_opens_one(client):
    page = client.get("/ru/file/")

    assert page.status_code == 200
    assert "<form method" not in page.text


@pytest.mark.parametrize(
    ("language", "portal"), [("kk", "«Ашық НҚА»"), ("ru", "«Открытых НПА»"), ("en", "Open NPA")]
)
def test_the_page_says_who_sees_what_and_what_it_does_not_replace(
    client, council, language, portal
):
    page = client.get(f"/{language}/file/")

    assert "e-Otinish" in page.text
    assert portal in page.text


def test_questions_cost_a_fixed_number_of_queries(client, council, django_assert_num_queries):
    address = begin(client).url
    with django_assert_num_queries(9):
        client.get(address)
    for _number in range(3):
        admitted(title="Басқа мәтін", problem="Мүлде бөлек", demand="Өзгеше талап қойылды")

    with django_assert_num_queries(9):
        client.get(address)
