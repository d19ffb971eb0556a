import os
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kenes.domain.institutions import matching, seeds
from kenes.domain.institutions.matching import How
from tests.factories.institutions import TODAY

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
PAGE_ON = date(2025, 9, 17)
OWN = ["Абай облысы", "Астaна", "г. Шымкент", "ЗКО", "Кустанайская область", "Наурызбай"]


def katos(report):
    return [entry.territory.kato[:2] if entry.territory else None for entry in report.entries]


def short(territories):
    return [territory.name_en.removesuffix(" Region") for territory in territories]


def test_names_old_ones_short_ones_and_a_latin_letter_are_matched_and_nothing_is_guessed():
    seeds.seed_territories()

    report = matching.match_names(OWN, on=TODAY)

    assert katos(report) == ["10", "71", "79", "27", "39", None]
    assert [entry.how for entry in report.entries] == [
        How.NAME,
        How.VARIANT,
        How.VARIANT,
        How.SHORT,
        How.FORMER,
        How.UNKNOWN,
    ]
    assert [entry.text for entry in report.unknown] == ["Наурызбай"]
    assert len(report.lacks) == 15


@pytest.mark.parametrize(
    ("name", "kato"),
    [
        ("Алматы", "75"),
        ("Алматинская область", "19"),
        ("Алматы облысы", "19"),
        ("Almaty Region", "19"),
        ("Алматы қ.", "75"),
        ("ҚОСТАНАЙ ОБЛЫСЫ", "39"),
        ("Жетісу", "33"),
        ("Нур-Султан", "71"),
        ("СКО", "59"),
        ("Kostanay", "39"),
    ],
)
def test_one_name_means_one_unit(name, kato):
    seeds.seed_territories()

    report = matching.match_names([name], on=TODAY)

    assert katos(report) == [kato]


def test_every_unit_is_found_by_each_of_its_own_names():
    for row in seeds.seed_territories():
        for name in (row.name_kk, row.name_ru, row.name_en):
            assert matching.match_names([name], on=TODAY).entries[0].territory == row, name


def test_a_unit_that_has_ended_or_is_named_twice_is_reported():
    seeds.seed_territories()
    names = ["Южно-Казахстанская область", "Астана", "Нур-Султан"]

    report = matching.match_names(names, on=TODAY)

    assert short(report.ended) == ["South Kazakhstan"]
    assert short(report.repeated) == ["Astana"]


def test_the_full_list_lacks_nothing():
    names = [row.name_ru for row in seeds.seed_territories() if row.valid_to is None]

    report = matching.match_names(names, on=TODAY)

    assert (len(report.entries), report.lacks, report.unknown) == (20, (), ())


def test_lists_are_found_in_a_text_with_a_strange_line_between():
    seeds.seed_territories()
    text = "Меню\n• Астана\n• Алматы\n\n• Шымкент\n• Марс\n• ВКО\n• ЗКО\nКонец\nЕщё\n• Астана\n"

    (report,) = matching.match_lists(text, on=TODAY)

    assert (report.first_line, report.last_line) == (2, 8)
    assert [entry.text for entry in report.unknown] == ["Марс"]


def test_a_list_of_today_measured_by_an_earlier_day_names_what_was_not_there_yet():
    seeds.seed_territories()

    report = matching.match_names(["область Абай"], on=date(2022, 6, 7))

    assert short(report.ended) == ["Abai"]


@pytest.mark.real_data
def test_the_three_lists_of_the_page_lack_the_regions_of_2022_and_the_last_one_atyrau():
    seeds.seed_territories()
    (page,) = real_documents().glob("004_*.txt")

    reports = matching.match_lists(page.read_text(encoding="utf-8"), on=PAGE_ON)

    assert [len(report.entries) for report in reports] == [17, 17, 16]
    assert [(report.first_line, report.last_line) for report in reports[::2]] == [
        (20, 36),
        (211, 226),
    ]
    of_2022 = ["Abai", "Zhetisu", "Ulytau"]
    assert [short(report.lacks) for report in reports] == [
        of_2022,
        of_2022,
        ["Abai", "Atyrau", "Zhetisu", "Ulytau"],
    ]
    assert [report.unknown for report in reports] == [(), (), ()]


@pytest.mark.real_data
def test_the_command_prints_the_gaps_of_the_page():
    (page,) = real_documents().glob("004_*.txt")
    out = StringIO()

    call_command("match_regions", str(page), "--on", "2025-09-17", stdout=out)

    said = out.getvalue()
    assert "20 units in force" in said
    assert "17 entries, lacks: Abai, Zhetisu, Ulytau" in said
    assert "16 entries, lacks: Abai, Atyrau, Zhetisu, Ulytau" in said


def test_the_command_says_when_there_is_no_list(tmp_path):
    (tmp_path / "page.txt").write_text("Астана", encoding="utf-8")
    out = StringIO()

    call_command("match_regions", str(tmp_path / "page.txt"), stdout=out)

    assert "No list of regions was found." in out.getvalue()


def test_the_command_says_what_to_do_with_a_file_it_cannot_read(tmp_path):
    with pytest.raises(CommandError, match="Give a text file in UTF-8"):
        call_command("match_regions", str(tmp_path / "absent.txt"))


def real_documents():
    return Path(os.environ.get("KENES_REAL_DATA") or ROOT / "../shared/data") / "documents"
