"""What comes with Kenes is kept in English on record and read in the reader's language."""

import tomllib

import pytest
from django.utils.translation import override

from kenes.domain.institutions.models import CalendarVersion
from kenes.domain.institutions.packaged import CALENDAR, SOURCES, in_readers_words
from kenes.domain.institutions.seeds import DATA, seed_calendar
from tests.factories import NOW


def test_every_packaged_source_is_known_and_said_in_kazakh_and_russian():
    rules = tomllib.loads((DATA / "rules.toml").read_text(encoding="utf-8"))["rule"]

    assert {rule["source"] for rule in rules} == set(SOURCES)
    for language in ("kk", "ru"):
        with override(language):
            assert all(in_readers_words(source) != source for source in SOURCES)


def test_what_a_person_wrote_stays_as_written():
    with override("ru"):
        assert in_readers_words("Decree 8") == "Decree 8"


@pytest.mark.django_db
def test_the_first_calendar_says_in_the_readers_language_where_its_days_come_from():
    seed_calendar(range(2026, 2028), now=NOW)

    grounds = CalendarVersion.objects.get().grounds

    assert grounds == CALENDAR
    with override("ru"):
        assert in_readers_words(grounds).startswith("Праздники по закону")
