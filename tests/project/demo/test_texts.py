"""The words themselves: both languages, short titles, nobody real."""

import pytest

from kenes.domain.recommendations.queries.mine import DEMO_DOMAIN
from kenes.project.demo.content import phrases, recommendations
from kenes.project.demo.recommendations import PLANNED, TOLD_TOGETHER
from kenes.project.demo.roles import ROLES

KEYS = sorted(recommendations())
KAZAKH_ONLY = set("әғқңөұүһі")


@pytest.mark.parametrize("key", KEYS)
def test_each_text_has_a_short_title_and_words_in_both_languages(key):
    words = recommendations()[key]

    assert words["language"] in words
    for language in ("kk", "ru"):
        title, problem, demand = words[language]
        assert 0 < len(title) <= 110
        assert problem or demand


def test_at_least_sixty_four_texts_each_told_once():
    told = [line[0] for line in PLANNED] + list(TOLD_TOGETHER) + ["ramps", "clinic-stop"]

    assert len(told) >= 64
    assert sorted(told) == KEYS


@pytest.mark.parametrize("key", sorted(phrases()))
def test_each_shared_phrase_stands_in_kazakh_and_russian(key):
    assert set(phrases()[key]) >= {"kk", "ru"}


def test_everything_said_in_one_language_is_said_in_the_other():
    for key, words in recommendations().items():
        for name, said in words.items():
            if isinstance(said, dict):
                assert set(said) >= {"kk", "ru"}, (key, name)


def test_kazakh_words_are_not_russian_ones():
    for key, words in recommendations().items():
        kazakh, russian = (" ".join(words[code]).lower() for code in ("kk", "ru"))
        assert set(kazakh) & KAZAKH_ONLY, key
        assert not set(russian) & KAZAKH_ONLY, key


def test_people_are_invented_one_address_each():
    addresses = [part.email for part in ROLES]

    assert len(set(addresses)) == len(addresses)
    assert all(address.endswith(DEMO_DOMAIN) for address in addresses)
