"""The words of the filter bar: days as the language writes them, treaties by their names."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils.translation import override

from kenes.domain.recommendations.queries import listing
from kenes.web.recommendations.filters import chips, label_of


@pytest.mark.parametrize(
    ("language", "said"),
    [("kk", "2026 жылғы 9 қараша"), ("ru", "9 ноября 2026 г."), ("en", "9 November 2026")],
)
def test_a_chosen_day_is_said_in_words(language, said):
    wish = listing.Wish(selection={}, first_day=date(2026, 11, 9))

    with override(language):
        labels = [str(link.label) for link in chips(wish, QueryDict("from=2026-11-09"))]

    assert len(labels) == 1
    assert said in labels[0].replace("\u00a0", " ")


def test_a_treaty_is_called_by_its_name_and_an_unknown_document_by_its_code():
    with override("kk"):
        said = [str(label_of("obligation", code)) for code in ("CRC", "A/HRC/60/11")]

    assert said == ["Бала құқықтары туралы конвенция", "A/HRC/60/11"]
