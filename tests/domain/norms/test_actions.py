"""Bills with their tables, treaty articles and topics, each put on record once."""

import pytest

from kenes.domain.norms.actions import (
    RowFacts,
    add_goal,
    add_obligation,
    add_table_rows,
    add_topic,
    publish_bill,
)
from kenes.domain.norms.models import Act, Obligation, Topic
from kenes.domain.shared.refusals import Invalid

pytestmark = pytest.mark.django_db


def make_bill():
    return publish_bill(source_key="test:bill", title_kk="Заң жобасы", title_ru="Законопроект")


def test_a_bill_is_published_once():
    assert make_bill() == make_bill()
    assert Act.objects.get().kind == Act.Kind.BILL


def test_a_bill_without_a_title_is_refused():
    with pytest.raises(Invalid):
        publish_bill(source_key="test:bill", title_kk=" ", title_ru="")


def test_rows_are_appended_in_their_order_and_sorted_as_the_law_is():
    bill = make_bill()
    add_table_rows(
        bill=bill, language="ru", rows=[RowFacts(element="статья 15", current="а", proposed="б")]
    )
    add_table_rows(
        bill=bill, language="ru", rows=[RowFacts(element="статья 14-1", current="в", proposed="г")]
    )

    assert list(bill.rows.order_by("place").values_list("place", flat=True)) == [1, 2]
    assert [row.element for row in bill.rows.order_by("element_key")] == [
        "статья 14-1",
        "статья 15",
    ]


def test_rows_in_an_unknown_language_are_refused():
    with pytest.raises(Invalid):
        add_table_rows(bill=make_bill(), language="de", rows=[])


def test_an_article_of_a_treaty_is_put_on_record_once():
    names = {"ru": "Конвенция о правах ребёнка, статья 28"}

    first = add_obligation(document="CRC", paragraph="28", names=names)

    assert add_obligation(document="CRC", paragraph="28", names=names) == first
    assert Obligation.objects.get().kind == Obligation.Kind.TREATY


@pytest.mark.parametrize(("document", "paragraph"), [("", "28"), ("CRC", " ")])
def test_an_obligation_without_treaty_or_article_is_refused(document, paragraph):
    with pytest.raises(Invalid):
        add_obligation(document=document, paragraph=paragraph, names={})


def test_a_topic_is_put_on_record_once():
    add_topic(kind=Topic.Kind.THEME, code="school", names={"kk": "Білім"})
    add_topic(kind=Topic.Kind.THEME, code="school", names={"kk": "Басқа"})

    assert Topic.objects.get().name_kk == "Білім"


def test_a_goal_takes_its_own_names_in_three_languages_in_place_of_a_sources_capitals():
    Topic.objects.create(kind=Topic.Kind.SDG, code="4", name_en="QUALITY EDUCATION")

    goal = add_goal(number="4")

    assert goal == Topic.objects.get()
    assert (goal.name_kk, goal.name_ru, goal.name_en) == (
        "Сапалы білім",
        "Качественное образование",
        "Quality education",
    )


@pytest.mark.parametrize("number", ["0", "18", "", "four"])
def test_a_number_that_is_no_goal_is_refused(number):
    with pytest.raises(Invalid):
        add_goal(number=number)


def test_a_topic_of_an_unknown_kind_is_refused():
    with pytest.raises(Invalid):
        add_topic(kind="colour", code="4", names={})
