from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from kenes.domain.recommendations.models import RecommendationText
from kenes.web.shared import formats
from kenes.web.templatetags import kenes

DAY = date(2026, 11, 9)
MOMENT = datetime(2026, 11, 9, 9, 20, tzinfo=UTC)  # 14:20 in Almaty


@pytest.mark.parametrize(
    ("language", "long", "table", "moment"),
    [
        ("kk", "2026 жылғы 9 қараша", "09.11.2026", "2026 жылғы 9 қараша, 14:20"),
        ("ru", "9 ноября 2026 г.", "09.11.2026", "9 ноября 2026 г., 14:20"),
        ("en", "9 November 2026", "9 Nov 2026", "9 November 2026, 14:20"),
    ],
)
def test_dates_are_written_as_each_language_writes_them(language, long, table, moment):
    with translation.override(language):
        written = [kenes.long_date(DAY), kenes.short_date(DAY), kenes.date_time(MOMENT)]

    assert [text.replace("\u00a0", " ") for text in written] == [long, table, moment]


def test_the_day_of_a_moment_is_the_day_where_the_server_stands():
    late_evening = datetime(2026, 11, 9, 20, 0, tzinfo=UTC)

    assert formats.local_day(late_evening) == date(2026, 11, 10)


@pytest.mark.parametrize(
    ("language", "figure", "share", "money"),
    [
        ("kk", "1 926,5", "37 %", "12 450 000 ₸"),
        ("ru", "1 926,5", "37 %", "12 450 000 ₸"),
        ("en", "1,926.5", "37%", "KZT 12,450,000"),
    ],
)
def test_figures_are_grouped_and_never_break(language, figure, share, money):
    written = (
        formats.number(1926.5, language),
        formats.percent(0.37, language),
        formats.money(12_450_000, language),
    )

    assert written == tuple(text.replace(" ", "\u00a0") for text in (figure, share, money))


def test_a_sentence_that_ends_with_a_date_has_one_full_stop():
    with translation.override("ru"):
        russian = kenes.ended(kenes.long_date(DAY))
    with translation.override("kk"):
        kazakh = kenes.ended(kenes.long_date(DAY))

    assert (russian[-3:], kazakh[-7:]) == ("\u00a0г.", "қараша.")


def test_number_sign_and_one_letter_words_hold_to_what_they_belong_to():
    bound = formats.bind("В селе и у дома: № 7, 37 % и 5 ₸, слово в")

    assert bound == "В\u00a0селе и\u00a0у\u00a0дома: №\u00a07, 37\u00a0% и\u00a05\u00a0₸, слово в"


def test_missing_values_are_written_as_nothing():
    missing = (kenes.long_date, kenes.short_date, kenes.day_month, kenes.date_time, kenes.number)

    assert [write(None) for write in (*missing, kenes.percent, kenes.money)] == [""] * 7


def test_paragraphs_escape_what_people_wrote_and_carry_its_language():
    html = kenes.paragraphs("<script>1</script>\nжол\n\nекінші", "kk")

    assert html == (
        '<p lang="kk">&lt;script&gt;1&lt;/script&gt;<br>жол</p>\n<p lang="kk">екінші</p>'
    )


def test_a_choice_is_said_in_each_language_and_an_unknown_one_as_it_is():
    text = RecommendationText(language="kk", state="machine")

    for language in ("kk", "ru", "en"):
        with translation.override(language):
            assert kenes.word_of(text, "language") == text.get_language_display()
            assert kenes.word_of(text, "state") == text.get_state_display()
    assert kenes.word_of(RecommendationText(language="xx"), "language") == "xx"
