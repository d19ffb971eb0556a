"""A message is remembered by catalogue, and said as Django says it."""

from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy, pgettext, trans_real

from kenes.domain.shared.messages import keep_messages, said


def test_each_language_says_its_own_and_says_it_again():
    told = []
    for language in ("kk", "ru", "en", "kk"):
        with translation.override(language):
            told.append((gettext("Menu"), str(gettext_lazy("Menu")), pgettext("stage", "Sent")))

    assert told[0] == told[3] == ("Мәзір", "Мәзір", told[0][2])
    assert told[1][0] == "Меню"
    assert told[2] == ("Menu", "Menu", "Sent")
    assert len({one[2] for one in told}) == 3


def test_a_safe_message_stays_safe_beside_a_plain_one_and_an_unknown_one_is_said_as_it_is():
    with translation.override("ru"):
        assert type(gettext("Menu")) is str
        assert type(gettext(mark_safe("Menu"))) is SafeString
        assert gettext("<b>\r\nnobody says this") == "<b>\nnobody says this"
    with translation.override(None):
        assert gettext("Menu") == "Menu"


def test_where_no_language_was_chosen_the_default_speaks():
    translation.deactivate()

    assert said("Menu") == "Мәзір"


def test_it_stands_where_django_looks_and_standing_there_twice_changes_nothing():
    keep_messages()

    assert trans_real.gettext is said
    with translation.override("ru"):
        assert gettext("Menu") == "Меню"
