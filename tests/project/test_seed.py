"""`kenes seed`: run once or again, and with more years."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from kenes.domain.institutions.models import CalendarVersion, LegalRule, Territory
from kenes.domain.institutions.queries import latest_calendar

pytestmark = pytest.mark.django_db


def test_a_new_server_gets_regions_terms_and_a_calendar(capsys):
    call_command("seed")

    said = capsys.readouterr().out
    assert "regions: 21 on record" in said
    assert (Territory.objects.count(), LegalRule.objects.exists()) == (21, True)
    assert latest_calendar().number == 1


def test_a_second_run_changes_nothing(capsys):
    call_command("seed")
    rules = LegalRule.objects.count()

    call_command("seed")

    assert "terms of law: 0 new" in capsys.readouterr().out
    assert LegalRule.objects.count() == rules
    assert CalendarVersion.objects.count() == 1


def test_more_years_are_a_new_version():
    call_command("seed")

    call_command("seed", until=2032)

    assert (latest_calendar().number, latest_calendar().last.year) == (2, 2032)


@pytest.mark.parametrize("year", [1990, 2999])
def test_a_year_out_of_reach_is_refused(year):
    with pytest.raises(CommandError, match="out of reach"):
        call_command("seed", until=year)

    assert not CalendarVersion.objects.exists()
