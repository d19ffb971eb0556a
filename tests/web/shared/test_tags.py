from dataclasses import dataclass

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.utils import translation

from kenes.web.shared.axes import AXES
from kenes.web.shared.components import tag_of
from kenes.web.templatetags import kenes, listing

VALUES = [(axis, code) for axis, words in AXES.items() for code in words]
SYMBOLS = Template('{% include "shared/symbols.html" %}')


def rendered(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize(("axis", "code"), VALUES)
def test_every_value_says_its_word_in_every_language(language, axis, code):
    english = str(tag_of(axis, code).word)

    with translation.override(language):
        html = rendered(f'{{% tag_{axis} "{code}" %}}')
        word = str(tag_of(axis, code).word)

    assert kenes.bind(word) in html
    assert language == "en" or word != _in_english(axis, code), english


def _in_english(axis, code):
    with translation.override("en"):
        return str(tag_of(axis, code).word)


@pytest.mark.parametrize(("axis", "code"), VALUES)
def test_every_value_has_a_shape_that_is_drawn(axis, code):
    tag = tag_of(axis, code)

    assert (
        tag.letter == code
        if axis == "grade"
        else f'id="{tag.symbol}"' in rendered('{% include "shared/symbols.html" %}')
    )


def test_shapes_within_an_axis_differ():
    for words in AXES.values():
        shapes = [symbol for symbol, _word in words.values() if symbol]

        assert len(shapes) == len(set(shapes))


def test_only_overdue_and_due_soon_stand_on_a_tinted_ground():
    tinted = [code for axis, code in VALUES if tag_of(axis, code).emphasis]

    assert tinted == ["due_soon", "overdue"]


def test_an_unknown_code_is_a_fault_of_the_program():
    with pytest.raises(KeyError):
        tag_of("stage", "lost")


def test_filter_links_add_and_drop_one_condition_and_go_back_to_the_first_page():
    query = QueryDict("stage=sent&stage=closed&q=су&page=3")

    assert listing.query_without(query, "stage", "sent") == "?stage=closed&q=%D1%81%D1%83"
    assert listing.query_without(query, "stage") == "?q=%D1%81%D1%83"
    assert listing.query_with(query, stage=None, page=2) == "?q=%D1%81%D1%83&page=2"


@dataclass
class Run:
    """A stretch of text in a difference."""

    kind: str
    text: str


def test_a_difference_is_marked_and_escaped():
    html = kenes.diff_html([Run("same", "a<b "), Run("removed", "5"), Run("added", "3")])

    assert html == "a&lt;b <del>5</del><ins>3</ins>"


def test_the_space_before_changed_words_is_not_marked():
    html = kenes.diff_html([Run("same", "тең"), Run("removed", " үш"), Run("added", " екі")])

    assert html == "тең <del>үш</del> <ins>екі</ins>"


def test_a_citable_number_is_never_broken_and_the_sentence_stays_escaped():
    html = kenes.whole_numbers("Мәтін <b>: № 2026-000009. 2026-1")

    assert html == 'Мәтін &lt;b&gt;: <span class="nowrap">№ 2026-000009.</span> 2026-1'


def test_a_page_that_is_not_installed_has_no_address():
    assert kenes.address_of("no:such") == ""
