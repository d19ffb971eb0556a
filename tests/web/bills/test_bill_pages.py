"""Bills: titles, the comparative table in the law's order, and what is recommended beside it."""

import csv
import io
import json
from datetime import date
from uuid import uuid4

import docx
import pytest
from django.core.cache import cache

from kenes.domain.norms.keys import element_key
from kenes.domain.norms.models import Act, TableRow
from kenes.domain.recommendations.models import LegalTarget, RecommendationText
from kenes.domain.recommendations.queries import facets
from tests.factories.recommendations import admitted, filed_by
from tests.factories.rows import rows_read

pytestmark = pytest.mark.django_db
LANGUAGES = ["kk", "ru", "en"]


@pytest.fixture(autouse=True)
def _fresh():
    facets.forget()
    cache.clear()


def _bill(**fields):
    values = {
        "kind": Act.Kind.BILL,
        "title_kk": "Спорт туралы жоба",
        "title_ru": "Проект о спорте",
        "adopted_title_kk": "Спорт туралы",
        "status": "Президент қол қойды",
        "introduced_on": date(2025, 4, 15),
    } | fields
    return Act.objects.create(**values)


def _row(bill, element, place, *, law="Закон о спорте", **fields):
    values = {"current": f"Действует {place}", "proposed": f"Проект {place}", "language": "ru"}
    return TableRow.objects.create(
        bill=bill, element=element, element_key=element_key(element), place=place, law=law,
        **(values | fields),
    )  # fmt: skip


def _target(bill, element, *, recommendation=None, **fields):
    found = recommendation or admitted()
    LegalTarget.objects.create(
        recommendation=found, act=bill, element=element, element_key=element_key(element), **fields
    )
    facets.forget()
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_record_says_that_there_is_no_bill(client, language):
    assert 'class="empty"' in client.get(f"/{language}/bills/").text


@pytest.mark.parametrize(("language", "title"), [("kk", "Спорт туралы"), ("ru", "Проект о")])
def test_a_bill_is_listed_in_the_readers_language_with_its_numbers(client, language, title):
    bill = _bill()
    _row(bill, "статья 1", 1)
    _target(bill, "статья 1")

    line = client.get(f"/{language}/bills/").context["lines"][0]

    assert line.title.startswith(title)
    assert (line.rows, line.recommendations) == (1, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bill_shows_its_titles_the_adopted_one_and_its_date(client, language):
    bill = _bill()

    text = client.get(f"/{language}/bills/{bill.public_id}/").text.replace("\xa0", " ")

    assert "Спорт туралы жоба" in text
    assert "Проект о спорте" in text
    assert "Спорт туралы</span>" in text
    assert "2025" in text


MARKED = {"source_note": "comparative-sport-ru.docx", "confidence": "original"}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Imported from: {}. Confidence: the original document."),
        ("ru", "Импортировано из: {}. Достоверность: подлинный документ."),
        ("kk", "Алынған жері: {}. Сенімділігі: түпнұсқа құжат."),
    ],
)
def test_a_bill_and_its_table_say_what_they_were_imported_from(client, language, said):
    bill = _bill(source_note="bills-2025.csv", confidence="transcript")
    _row(bill, "статья 1", 1, **MARKED)
    _row(bill, "статья 2", 2, **MARKED)

    text = client.get(f"/{language}/bills/{bill.public_id}/").text

    assert text.count(said.format("comparative-sport-ru.docx")) == 1
    assert "bills-2025.csv" in text


def test_the_exports_of_a_table_say_what_each_row_was_imported_from(client):
    bill = _bill()
    _row(bill, "статья 1", 1, **MARKED)
    _row(bill, "статья 2", 2)

    table = client.get(f"/en/bills/{bill.public_id}/table.json")
    paper = client.get(f"/en/bills/{bill.public_id}/table.docx")

    found = [(row["source"], row["confidence"]) for row in json.loads(table.getvalue())]
    assert found == [("comparative-sport-ru.docx", "original"), ("", "")]
    lines = [one.text for one in docx.Document(io.BytesIO(paper.content)).paragraphs]
    said = "Imported from: comparative-sport-ru.docx. Confidence: the original document."
    assert lines.count(said) == 1


def test_rows_stand_in_the_laws_order_and_law_by_law(client):
    bill = _bill()
    for place, element in enumerate(["статья 15", "статья 14-1", "статья 14", "статья 2"], 1):
        _row(bill, element, place)
    _row(bill, "статья 1", 5, law="Закон о туризме")

    sections = client.get(f"/en/bills/{bill.public_id}/").context["sections"]

    assert [row.element for row in sections[0].rows] == [
        "статья 2", "статья 14", "статья 14-1", "статья 15",
    ]  # fmt: skip
    assert [section.law for section in sections] == ["Закон о спорте", "Закон о туризме"]


def test_a_recommendation_stands_beside_the_row_of_its_element(client):
    bill = _bill()
    _row(bill, "подпункт 14-4) пункта 1 статьи 27", 1)
    found = _target(
        bill,
        "подпункт 14-4 пункта 1 статьи 27",
        proposed="Дети занимаются бесплатно.",
        language="ru",
    )

    page = client.get(f"/en/bills/{bill.public_id}/")

    (beside,) = page.context["sections"][0].rows[0].beside
    assert beside.line.number == found.number
    assert "Дети занимаются бесплатно." in page.text
    assert page.context["others"] == []


def test_an_element_is_named_in_the_readers_language_or_as_it_was_given(client):
    bill = _bill()
    _row(bill, "подпункт 14-4) пункта 1 статьи 27", 1)
    _row(bill, "примечание к таблице", 2)
    given = 'подпункт <span class="nowrap">14-4)</span> пункта 1 статьи 27'

    kk, ru = (client.get(f"/{code}/bills/{bill.public_id}/").text for code in ("kk", "ru"))

    own = '<span class="nowrap">27-баптың</span> <span class="nowrap">1-тармағының</span>'
    assert f'<th scope="row">{own} <span class="nowrap">14-4)</span> тармақшасы</th>' in kk
    assert '<span lang="ru">примечание к таблице</span>' in kk
    assert f'<th scope="row">{given}</th>' in ru
    assert '<th scope="row">примечание к таблице</th>' in ru


def test_a_bill_that_amends_several_laws_keeps_each_recommendation_at_its_own(client):
    bill = _bill()
    _row(bill, "статья 11", 1, law="Кодекс о здоровье")
    _row(bill, "статья 11", 2, law="Закон о страховании")
    own = _target(bill, "статья 11", law="Закон о страховании", proposed="Так", language="ru")
    _row(bill, "статья 12", 3, law="Кодекс о здоровье")
    elsewhere = _target(bill, "статья 12", law="Закон о страховании")

    page = client.get(f"/ru/bills/{bill.public_id}/")
    first, second = page.context["sections"]
    record = client.get(f"/ru/recommendations/{own.number}/").text

    assert [row.beside for row in first.rows] == [[], []]
    assert [one.line.number for one in second.rows[0].beside] == [own.number]
    assert [one.line.number for one in page.context["others"]] == [elsewhere.number]
    assert '· <span lang="ru">Закон о страховании</span>: статья' in record
    assert "Действует 2" in record
    assert "Действует 1" not in record


def _data(client, bill):
    answer = client.get(f"/en/bills/{bill.public_id}/table.csv")
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_the_data_hold_present_draft_and_proposed_words_with_the_reason(client):
    bill = _bill()
    _row(bill, "статья 1", 1, justification="Так нужно")
    _row(bill, "статья 2", 2)
    found = _target(bill, "статья 1", proposed="Бесплатно.", language="ru")
    apart = _target(bill, "статья 99", proposed="Новая статья.", language="ru")
    _target(bill, "статья 1", recommendation=filed_by(), proposed="Не допущено", language="ru")

    first, second, last = _data(client, bill)

    assert (first["current"], first["draft"]) == ("Действует 1", "Проект 1")
    assert (first["recommendation"], first["proposed"]) == (found.number, "Бесплатно.")
    assert first["reason"] == _problem_of(found)
    assert (second["element"], second["recommendation"]) == ("статья 2", "")
    assert (last["element"], last["recommendation"], last["place"]) == (
        "статья 99", apart.number, "",
    )  # fmt: skip


def _problem_of(recommendation):
    return RecommendationText.objects.get(version__recommendation=recommendation).problem


@pytest.mark.parametrize(("language", "head"), [("kk", "Қазіргі"), ("ru", "Действующий")])
def test_the_document_holds_the_table_in_columns_each_text_in_its_language(client, language, head):
    bill = _bill()
    _row(bill, "статья 1", 1, law="Закон о спорте", justification="Так нужно")
    _row(bill, "статья 2", 2, law="Закон о туризме", current="<b>\u0001")
    found = _target(bill, "статья 1", proposed="Тегін.", language="kk")
    _target(bill, "статья 99", proposed="Новая статья.", language="ru")

    answer = client.get(f"/{language}/bills/{bill.public_id}/table.docx")
    made = docx.Document(io.BytesIO(answer.content))
    rows = [[cell.text for cell in row.cells] for row in made.tables[0].rows]

    assert answer["Content-Disposition"] == 'attachment; filename="table.docx"'
    assert made.paragraphs[0].text in {"Спорт туралы жоба", "Проект о спорте"}
    assert rows[0][2].startswith(head)
    assert rows[1][0] == "Закон о спорте"
    assert rows[2][2:4] == ["Действует 1", "Проект 1"]
    assert rows[2][4] == f"№ {found.number}\nТегін."
    assert rows[2][5].startswith("Так нужно\n№")
    assert "<b>" in rows[4][2]
    assert rows[-1][1] == "статья 99"
    assert 'w:lang w:val="kk-KZ"' in made.tables[0].rows[2].cells[4]._tc.xml


def test_the_whole_table_is_on_one_page_to_be_printed(client):
    bill = _bill()
    for place in range(1, 41):
        _row(bill, f"статья {place}", place, current="слово " * 200)

    page = client.get(f"/kk/bills/{bill.public_id}/?whole=1")

    (section,) = page.context["sections"]
    assert len(section.rows) == 40
    assert section.rows[0].current.whole == ""
    assert "data-print" in page.text


def test_a_recommendation_without_a_row_is_shown_apart(client):
    bill = _bill()
    _row(bill, "статья 1", 1)
    apart, whole = _target(bill, "статья 99"), _target(bill, "")

    page = client.get(f"/en/bills/{bill.public_id}/")

    assert {found.line.number for found in page.context["others"]} == {apart.number, whole.number}
    assert page.context["other_count"] == 2


def test_what_is_not_admitted_is_neither_shown_nor_counted(client):
    bill = _bill()
    _row(bill, "статья 1", 1)
    _target(bill, "статья 1", recommendation=filed_by())

    page = client.get(f"/en/bills/{bill.public_id}/")

    assert page.context["line"].recommendations == 0
    assert page.context["sections"][0].rows[0].beside == []


def test_the_number_of_recommendations_opens_their_list(client):
    bill = _bill()
    _target(bill, "статья 1")
    _target(_bill(title_ru="Другой"), "статья 1")

    page = client.get(f"/ru/bills/{bill.public_id}/")
    listed = client.get(page.context["all_url"])

    assert listed.context["total"] == page.context["line"].recommendations == 1
    assert "Проект о спорте" in listed.text


def test_a_recommendations_place_in_law_links_to_the_bill(client):
    bill = _bill()
    found = _target(bill, "статья 1")

    text = client.get(f"/ru/recommendations/{found.number}/").text

    assert f'/ru/bills/{bill.public_id}/">Проект о спорте</a>' in text


def test_a_long_table_is_shown_by_25_rows_and_given_whole_as_csv(client):
    bill = _bill()
    for place in range(1, 61):
        _row(bill, f"статья {place}", place, current="=1+1" if place == 1 else "текст")

    page = client.get(f"/en/bills/{bill.public_id}/?page=2")
    answer = client.get(f"/en/bills/{bill.public_id}/table.csv")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))

    assert page.context["sections"][0].rows[0].element == "статья 26"
    assert len(page.context["sections"][0].rows) == 25
    assert len(rows) == 60
    assert rows[0]["current"] == "'=1+1"


def test_a_long_cell_is_folded_and_loses_nothing(client):
    bill = _bill()
    long = "слово " * 400
    _row(bill, "статья 1", 1, current=long)

    cell = client.get(f"/en/bills/{bill.public_id}/").context["sections"][0].rows[0].current

    assert len(cell.text) < 720
    assert cell.whole == long


def test_hostile_text_is_shown_as_text(client):
    bill = _bill(title_ru="<script>alert(1)</script>")
    _row(bill, "<b>статья 1</b>", 1, current="<img src=x onerror=alert(1)>")

    text = client.get(f"/ru/bills/{bill.public_id}/").text

    assert "<script>alert" not in text
    assert "<img src=x" not in text


@pytest.mark.parametrize("query", ["page=x", "page=0", "page=99999", "page=%00"])
def test_a_broken_page_number_is_no_failure(client, query):
    bill = _bill()

    assert client.get(f"/en/bills/{bill.public_id}/?{query}").status_code == 200
    assert client.get(f"/en/bills/?{query}").status_code == 200


@pytest.mark.parametrize("address", ["", "table.csv", "table.json", "table.docx"])
def test_an_unknown_bill_is_not_found(client, address):
    assert client.get(f"/en/bills/{uuid4()}/{address}").status_code == 404


def test_a_new_row_makes_the_kept_page_old(client):
    bill = _bill()
    client.get(f"/en/bills/{bill.public_id}/")

    _row(bill, "статья 7", 1)

    assert "article 7" in client.get(f"/en/bills/{bill.public_id}/").text


@pytest.mark.parametrize("many", [1, 3, 300])
def test_a_bill_costs_the_same_however_long_it_is(client, many, django_assert_num_queries):
    bill = _bill()
    for place in range(1, many + 1):
        _row(bill, f"статья {place}", place)
    for place in range(1, min(many, 40) + 1):
        _target(bill, f"статья {place}")
    _target(bill, "статья 999")
    client.get("/en/recommendations/")

    with django_assert_num_queries(14) as captured:
        assert client.get(f"/en/bills/{bill.public_id}/").status_code == 200

    assert rows_read(captured) <= 300
