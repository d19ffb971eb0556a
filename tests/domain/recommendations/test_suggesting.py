"""What a text might point at is guessed from its words and from texts like it."""

import pytest

from kenes.domain.institutions.models import Territory
from kenes.domain.norms.models import Topic
from kenes.domain.recommendations.queries.authoring import current_texts
from kenes.domain.recommendations.queries.suggesting import says, suggestions, words_of
from tests.factories.recommendations import admitted

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "name", "is_said"),
    [
        ("Поставить фонари у школы", "Школа", True),
        ("Мектептің ауласына шам қойылсын", "Мектеп", True),
        ("Водителю дали автобус", "Вода", False),
        ("Связь без интернета", "Связь и интернет", True),
        ("Связь по радио", "Связь и интернет", False),
        ("в Костанайской области", "Костанайская область", True),
        ("в Акмолинской области", "Костанайская область", False),
        ("область", "Костанайская область", False),
        ("что угодно", "и", False),
        ("", "Школа", False),
    ],
)
def test_a_name_is_said_when_each_of_its_words_is_endings_aside(text, name, is_said):
    assert says(words_of(text), name) is is_said


def test_topics_and_regions_named_in_the_text_are_suggested_in_its_own_language():
    school = Topic.objects.create(kind="theme", code="s", name_kk="Мектеп", name_ru="Больница")
    Topic.objects.create(kind="theme", code="h", name_kk="Аурухана", name_ru="Мектеп")
    here = Territory.objects.create(kato="390000000", name_kk="Қостанай облысы", name_ru="x")
    Territory.objects.create(kato="110000000", name_kk="Ақмола облысы", name_ru="y")
    text = admitted(demand="Қостанай мектептерінің ауласына шам қойылсын")

    found = suggestions(current_texts(text)[:1])

    assert found.topics == [school]
    assert found.territories == [here]
    assert found.obligations == found.acts == []


def test_what_similar_texts_point_at_is_suggested_and_the_text_itself_is_not_similar():
    demand = "Ауылдағы жалғыз көпірдің бөренелерін жөндеу керек"
    known, new = admitted(demand=demand), admitted(demand=demand)
    bridge = Topic.objects.create(kind="theme", code="b", name_kk="Құрылыс")
    other = Topic.objects.create(kind="theme", code="o", name_kk="Сауда")
    known.topics.add(bridge)
    new.topics.add(other)

    assert suggestions(current_texts(new)[:1]).topics == [bridge]
