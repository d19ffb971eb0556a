import json

import docx
import pytest

from kenes.domain.recommendations.importers import mazhilis, upr
from kenes.domain.recommendations.importers.addressees import bodies_in_heading, own_addressee
from kenes.domain.shared.importing import RowRefused

HEAD = "document,session,year,paragraph,section_position,recommending_states,text\n"


def names(bodies):
    return [body.name_kk for body in bodies]


@pytest.mark.parametrize(
    ("heading", "lead", "contributing"),
    [
        ("1. Қазақстан Республикасының Үкіметі:", ["Қазақстан Республикасының Үкіметі"], []),
        ("Су министрлігі және жергілікті атқарушы органдар:", 2, []),
        ("Су министрлігі Қаржы министрлігімен бірлесіп:", 1, ["Қаржы министрлігі"]),
        (
            "Су министрлігі Жер және орман, Сауда және Қаржы министрліктерімен бірлесіп",
            1,
            ["Жер және орман министрлігі", "Сауда министрлігі", "Қаржы министрлігі"],
        ),
        ("Облыс әкімдіктері:", ["Облыс әкімдіктері"], []),
    ],
)
def test_a_heading_names_who_leads_and_who_helps(heading, lead, contributing):
    leading, helping = bodies_in_heading(heading)

    if isinstance(lead, int):
        assert len(leading) == lead
    else:
        assert names(leading) == lead
    assert names(helping) == contributing


def test_two_spellings_of_a_ministry_are_one_body():
    (short,), _ = bodies_in_heading("Су министрлігі:")
    (full,), _ = bodies_in_heading("2. Қазақстан Республикасының Су министрлігі:")

    assert short.key == full.key


def test_a_point_may_name_its_own_addressee():
    text = "Қазақстан Республикасының Су министрлігі арықтарды тазалатсын"

    assert own_addressee(text) == "Қазақстан Республикасының Су министрлігі"
    assert own_addressee("арықтарды тазалатсын") == ""


def outline(tmp_path, *lines):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    path = tmp_path / "2026-01-15-water-kk.docx"
    document.save(str(path))
    return path


def test_points_stand_under_their_heading_and_keep_their_sub_points(tmp_path):
    path = outline(
        tmp_path,
        "Кіріспе сөз.",
        "1. Су министрлігі:",
        "1.1. құдықтарды санасын;",
        "1.2. мыналарды:",
        "- жөндесін;",
        "- тазаласын.",
        "2. Қазақстан Республикасының Жер министрлігі жайылымды өлшесін.",
    )

    rows = [row for _, row in mazhilis.read_docx(path)]

    assert [row.point_number for row in rows] == ["1.1", "1.2", "2"]
    assert rows[1].text == "мыналарды:\n- жөндесін;\n- тазаласын"
    assert [names(row.lead) for row in rows] == [
        ["Су министрлігі"],
        ["Су министрлігі"],
        ["Қазақстан Республикасының Жер министрлігі"],
    ]
    assert len({row.source_key for row in rows}) == 3


def test_a_line_that_is_a_heading_is_refused_and_holds_for_the_lines_after_it(tmp_path):
    lines = [
        {"no": "1", "text": "құдықтарды санасын", "addressee_kk": "Су министрлігі"},
        {"no": "2", "text": "Облыс әкімдіктері:", "addressee_kk": "Су министрлігі"},
        {"no": "2.1", "text": "жолды жөндесін", "addressee_kk": "Су министрлігі"},
    ]
    path = tmp_path / "points.jsonl"
    common = {"source_file": "a.docx", "date": "2026-01-15"}
    path.write_text("\n".join(json.dumps(common | line) for line in lines) + "\n[]\nno json")

    rows = [row for _, row in mazhilis.read_jsonl(path)]

    assert [isinstance(row, RowRefused) for row in rows] == [False, True, False, True, True]
    assert names(rows[2].lead) == ["Облыс әкімдіктері"]


def test_a_paragraph_of_the_review_keeps_its_citable_key(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(HEAD + 'A/HRC/28/10,20,2014,125.96,noted,"Chile; Peru","Do it (Chile)"\n')

    ((_, row),) = upr.read_list(path)

    assert row.source_key == "upr:A/HRC/28/10:125.96"
    assert (row.position, row.paragraph.states) == ("not_accepted", "Chile; Peru")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("A/HRC/28/10,20,2014,125.96,maybe,Chile,Do it", "position 'maybe' is unknown"),
        ("A/HRC/28/10,20,2014,abc,noted,Chile,Do it", "is no number like 125.96"),
        ("A/HRC/28/10,20,later,125.96,noted,Chile,Do it", "year 'later' is no number"),
        ("A/HRC/28/10,99,2014,125.96,noted,Chile,Do it", "session '99' has no date"),
        ("A/HRC/28/10,20,2014,125.96,noted,Chile,", "'text' is empty"),
        ("A/HRC/28/10,20,2014", "has 3 cells where the head has 7"),
    ],
)
def test_a_broken_row_is_refused_with_its_reason(tmp_path, row, reason):
    path = tmp_path / "list.csv"
    path.write_text(HEAD + row + "\n")

    ((where, refused),) = upr.read_list(path)

    assert where == "list.csv:2"
    assert reason in str(refused)


def test_a_file_that_is_no_table_is_refused_as_a_whole(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(HEAD.encode() + b"\xff\xfe\x00")

    with pytest.raises(RowRefused, match="is not a table in UTF-8"):
        list(upr.read_list(path))


def matrix(tmp_path):
    document = docx.Document()
    table = document.add_table(rows=2, cols=4)
    table.rows[0].cells[0].text = "Theme: Water"
    cells = (
        "140.7 Mend (Chile) (Iran (Islamic Republic of));\nSource of Position: A/HRC/59/15/Add.1",
        "Supported",
        "- Right to water\nGroups of Persons: \n- Children",
        "- 6 - CLEAN WATER AND SANITATION",
    )
    for cell, text in zip(table.rows[1].cells, cells, strict=True):
        cell.text = text
    document.save(str(tmp_path / "matrix.docx"))
    return tmp_path / "matrix.docx"


def test_the_matrix_is_read_from_its_document(tmp_path):
    ((_, row),) = upr.read_matrix(matrix(tmp_path))

    assert row.text == "Mend (Chile) (Iran (Islamic Republic of))"
    assert row.paragraph.states == "Chile; Iran (Islamic Republic of)"
    assert [(topic.kind, topic.code) for topic in row.topics] == [
        ("theme", "right-to-water"),
        ("group", "children"),
        ("sdg", "6"),
    ]
