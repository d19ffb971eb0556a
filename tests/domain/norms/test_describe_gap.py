"""A gap is described by an institution on a day, and stays on record when another follows it."""

from uuid import uuid4

import pytest

from kenes.domain.norms.actions import add_obligation, describe_gap
from kenes.domain.norms.keys import element_key
from kenes.domain.norms.models import Act, Gap, TableRow
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Invalid, NotFound, NotPermitted
from tests.factories import NOW
from tests.factories.institutions import Role, make_body, make_mandate

pytestmark = pytest.mark.django_db


def _obligation():
    return add_obligation(document="CRC", paragraph="28", names={"en": "Education"})


def _act():
    return Act.objects.create(kind=Act.Kind.BILL, title_ru="Проект")


def _describe(obligation, act, mandate, **changed):
    values = {
        "obligation_id": obligation.public_id,
        "act_id": act.public_id,
        "element": "статья 27",
        "finding": "falls_short",
        "text": "Подвоз зависит от средств.",
        "language": "ru",
        "by": mandate.person,
        "mandate": mandate,
        "now": NOW,
    }
    return describe_gap(**values | changed)


def _row(act, law, element="статья 27", place=1):
    TableRow.objects.create(
        bill=act, law=law, element=element, element_key=element_key(element), place=place,
        language="ru", current="Может", proposed="Обязан",
    )  # fmt: skip


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.CHAIR, Role.ASSESSOR])
def test_a_finding_says_who_when_and_where_and_is_on_the_register(role):
    obligation, act, mandate = _obligation(), _act(), make_mandate(role)

    gap = _describe(obligation, act, mandate, element=" статья  27 ")

    entry = Entry.objects.get(type="gap.described")
    assert (gap.institution, gap.at, gap.element) == (mandate.institution, NOW, "статья 27")
    assert (entry.object, entry.actor_role) == (obligation.public_id, role)
    assert entry.content["gap"] == str(gap.public_id)
    assert "Подвоз" not in str(entry.content)


def test_a_later_finding_follows_the_earlier_one_on_the_same_place_alone():
    obligation, act, mandate = _obligation(), _act(), make_mandate(Role.SECRETARY)
    first = _describe(obligation, act, mandate)
    elsewhere = _describe(obligation, act, mandate, element="статья 28")

    second = _describe(obligation, act, mandate, finding="conforms", text="Исправлено.")

    current = Gap.objects.filter(is_current=True).order_by("pk")
    assert list(current) == [elsewhere, second]
    assert Gap.objects.get(pk=first.pk).text == "Подвоз зависит от средств."
    versions = Entry.objects.filter(object=obligation.public_id).order_by("object_version")
    assert [entry.object_version for entry in versions] == [1, 2, 3]


def test_the_only_law_of_the_table_with_the_element_is_meant():
    act = _act()
    _row(act, "Закон об образовании")

    gap = _describe(_obligation(), act, make_mandate(Role.SECRETARY))

    assert gap.law == "Закон об образовании"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"text": " \u200b "}, "text"),
        ({"text": "ж" * 20_001}, "text"),
        ({"element": "ж" * 301}, "element"),
        ({"finding": "terrible"}, "finding"),
        ({"language": "de"}, "language"),
        ({"law": "Кодекс о космосе"}, "law"),
    ],
)
def test_what_is_empty_unknown_or_too_long_is_named_and_leaves_nothing(changed, field):
    mandate = make_mandate(Role.SECRETARY)

    with pytest.raises(Invalid) as caught:
        _describe(_obligation(), _act(), mandate, **changed)

    assert set(caught.value.problems) == {field}
    assert not Gap.objects.exists()
    assert not Entry.objects.filter(type="gap.described").exists()


def test_an_element_of_several_laws_asks_for_the_law():
    act = _act()
    _row(act, "Кодекс о здоровье")
    _row(act, "Закон о страховании", place=2)
    mandate = make_mandate(Role.SECRETARY)

    with pytest.raises(Invalid):
        _describe(_obligation(), act, mandate)
    assert _describe(_obligation(), act, mandate, law="Закон о страховании").law


@pytest.mark.parametrize("role", [Role.MEMBER, Role.FOCAL_POINT])
def test_another_role_may_not_speak_of_gaps(role):
    with pytest.raises(NotPermitted) as caught:
        _describe(_obligation(), _act(), make_mandate(role))

    assert caught.value.refusal.code == "wrong_role"


def test_nobody_speaks_without_a_mandate_or_on_anothers():
    own, other = make_mandate(Role.SECRETARY), make_mandate(Role.SECRETARY, make_body())

    with pytest.raises(NotPermitted) as caught:
        _describe(_obligation(), _act(), own, by=other.person)

    assert caught.value.refusal.code == "foreign_mandate"


@pytest.mark.parametrize("missing", ["obligation_id", "act_id"])
def test_what_is_not_on_record_is_not_found(missing):
    with pytest.raises(NotFound):
        _describe(_obligation(), _act(), make_mandate(Role.SECRETARY), **{missing: uuid4()})
