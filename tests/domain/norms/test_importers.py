import json

import docx
import pytest

from kenes.domain.norms.importers import bills, tables, topics
from kenes.domain.norms.keys import document_key, element_key
from kenes.domain.norms.models import Act, TableRow, Topic
from kenes.domain.shared.importing import Confidence

pytestmark = pytest.mark.django_db
MARK = Confidence.TRANSCRIPT


def bill_list(tmp_path, *rows):
    path = tmp_path / "bills-test.csv"
    path.write_text("number,date,title_kk,status_kk,files\n" + "\n".join(rows) + "\n")
    return path


def test_a_bill_keeps_its_title_and_the_one_it_was_adopted_under(tmp_path):
    path = bill_list(tmp_path, "1,25.04.2025,Су туралы // Су қорлары туралы,Қол қойылды,a.docx")

    report = bills.import_list(path, confidence=MARK)

    act = Act.objects.get()
    assert (act.title_kk, act.adopted_title_kk) == ("Су туралы", "Су қорлары туралы")
    assert act.introduced_on.isoformat() == "2025-04-25"
    assert (act.source_note, act.confidence) == (path.name, "transcript")
    assert report.line() == "bills-test.csv: read 1, new 1, same 0, refused 0"


def test_a_second_run_has_nothing_new(tmp_path):
    path = bill_list(tmp_path, "1,25.04.2025,Су туралы,Қаралуда,")
    bills.import_list(path, confidence=MARK)

    assert (
        bills.import_list(path, confidence=MARK).line()
        == "bills-test.csv: read 1, new 0, same 1, refused 0"
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1,2025-04-25,Су туралы,Қаралуда,", "is no date like 25.04.2025"),
        ("1,25.04.2025,,Қаралуда,", "'title_kk' is empty"),
        ("1,25.04.2025,Су туралы", "has 3 cells where the head has 5"),
    ],
)
def test_a_broken_row_is_refused_with_its_reason_and_the_rest_goes_on(tmp_path, row, reason):
    path = bill_list(tmp_path, row, "2,26.04.2025,Жер туралы,Қаралуда,")

    report = bills.import_list(path, confidence=MARK)

    ((where, why),) = report.refused
    assert where == "bills-test.csv:2"
    assert reason in why
    assert [act.title_kk for act in Act.objects.all()] == ["Жер туралы"]


def test_the_title_of_a_bill_is_read_from_the_head_of_its_text(tmp_path):
    document = docx.Document()
    for line in ["Проект", "ЗАКОН", "О сельском", "транспорте", "Статья 1. Внести изменения"]:
        document.add_paragraph(line)
    path = tmp_path / "bill-transport-ru.docx"
    document.save(str(path))

    bills.import_text(path, confidence=MARK)

    assert Act.objects.get().title_ru == "О сельском транспорте"


def table_lines(tmp_path, *elements):
    path = tmp_path / "comparative-table-test-ru.jsonl"
    rows = [
        {"law": "Закон", "no": str(n), "element": e, "current": "а", "proposed": "б"}
        for n, e in enumerate(elements, start=1)
    ]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    return path


def table_document(tmp_path, *elements):
    document = docx.Document()
    document.add_paragraph("СРАВНИТЕЛЬНАЯ ТАБЛИЦА")
    document.add_paragraph("проекта Закона «О сельском транспорте»")
    table = document.add_table(rows=1, cols=5)
    law = table.add_row().cells
    law[0].merge(law[4]).text = "Закон"
    for number, element in enumerate(elements, start=1):
        for cell, text in zip(
            table.add_row().cells, (str(number), element, "а", "б", ""), strict=True
        ):
            cell.text = text
    document.save(str(tmp_path / "comparative-table-test-ru.docx"))
    return tmp_path / "comparative-table-test-ru.docx"


def test_the_same_table_in_two_forms_is_one_table(tmp_path):
    elements = ("подпункт 14-4) пункта 1 статьи 27", "статья 28")
    document = table_document(tmp_path, *elements)
    lines = table_lines(tmp_path, *elements)

    first, second = (
        tables.import_table(lines, confidence=MARK),
        tables.import_table(document, confidence=Confidence.ORIGINAL),
    )

    assert (first.new, second.new, second.same) == (2, 0, 2)
    assert Act.objects.get().title_ru == "О сельском транспорте"
    assert {row.law for row in TableRow.objects.all()} == {"Закон"}
    assert {(row.source_note, row.confidence) for row in TableRow.objects.all()} == {
        (lines.name, "transcript")
    }, "a table keeps the mark that it came with"
    bill = Act.objects.get()
    assert (bill.source_note, bill.confidence) == (lines.name, "transcript")


def test_rows_stand_in_the_order_of_the_law(tmp_path):
    given = ["статья 27 пункт 15", "статья 90-1", "статья 27 пункт 14-4", "статья 27 пункт 14", "?"]
    tables.import_table(table_lines(tmp_path, *given), confidence=MARK)

    rows = TableRow.objects.order_by("element_key", "place")

    assert [row.element for row in rows] == [
        "статья 27 пункт 14",
        "статья 27 пункт 14-4",
        "статья 27 пункт 15",
        "статья 90-1",
        "?",
    ]


def test_a_table_of_an_unknown_language_is_refused(tmp_path):
    path = tmp_path / "comparative-table.jsonl"
    path.write_text("{}")

    assert "its language is not known" in tables.import_table(path, confidence=MARK).refused[0][1]


def test_topics_carry_both_names(tmp_path):
    path = tmp_path / "topics.csv"
    path.write_text("open_npa_category_id,name_ru,name_kk,ru_source\n1,Вода,Су,portal\n2,,Жер,\n")

    report = topics.import_topics(path)

    assert [(t.code, t.name_kk, t.name_ru) for t in Topic.objects.all()] == [
        ("open-npa-1", "Су", "Вода")
    ]
    assert report.refused[0][0] == "topics.csv:3"


def test_keys_sort_elements_and_paragraphs_by_their_numbers():
    assert element_key("статья 9") < element_key("статья 10") < element_key("статья 90-1")
    assert element_key("27-бап") == element_key("статья 27")
    assert element_key("статья 90") < element_key("примечание") != element_key("сноска")
    assert document_key("A/HRC/28/10", "125.9") < document_key("A/HRC/28/10", "125.96")
