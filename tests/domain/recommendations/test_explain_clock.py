from datetime import date

import pytest

from kenes.domain.recommendations.clocks import explain, reckon
from kenes.domain.recommendations.models import Address
from tests.factories.answers import delivered, sent

pytestmark = pytest.mark.django_db


def over_nauryz() -> Address:
    """Received on 12 March 2026; Nauryz, 21 to 25 March, lies within the ten working days."""
    address = delivered(is_public_control=True).address
    address.asked_on = address.delivered_on = date(2026, 3, 12)
    return address


def plain(text: str) -> str:
    """Return a sentence without the spaces that hold its dates and numbers together."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("language", "received", "nauryz"),
    [
        ("en", "Received: 12 March 2026, no. 17-1/204.", "Skipped: 21–25 March"),
        ("ru", "Получено: 12 марта 2026 г., № 17-1/204.", "Пропущено: 21–25 марта"),
        ("kk", "Алынды: 2026 жылғы 12 наурыз, № 17-1/204.", "Есепке алынбады: 21–25 наурыз"),
    ],
)
def test_the_date_is_explained_step_by_step(language, received, nauryz):
    address = over_nauryz()

    steps = [plain(step) for step in explain(address, reckon(address), language)]

    assert steps[0].startswith(received)
    assert any(step.startswith(nauryz) for step in steps)
    assert reckon(address).due_on == date(2026, 3, 31)


def test_before_the_delivery_nothing_is_counted():
    address = sent().address

    assert reckon(address) is None
    assert [plain(step) for step in explain(address, None, "en")] == [
        "Asked: 9 November 2026. Not yet delivered, so no term runs."
    ]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_no_step_ends_with_two_full_stops(language):
    address = over_nauryz()

    steps = [*explain(address, reckon(address), language), *explain(address, None, language)]

    assert len(steps) > 4
    assert [step for step in steps if ".." in step or not step.endswith((".", ")"))] == []
