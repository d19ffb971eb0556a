"""Bars of agree, disagree, pass, with the share printed in each part wide enough for it."""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kenes.domain.shared.languages import current_language
from kenes.web.conversations.charts import marks, words
from kenes.web.conversations.charts.figures import (
    Column,
    Part,
    Statement,
    Tally,
    Value,
    colon,
    told,
)
from kenes.web.conversations.charts.svg import along, element
from kenes.web.shared.formats import number, percent

SHOWN_FROM = 0.07
KINDS = ("agree", "disagree", "pass")


def vote_words() -> tuple[str, str, str]:
    """Return the words of the three votes in the reader's language."""
    return pgettext("bar", "agree"), pgettext("bar", "disagree"), pgettext("bar", "pass")


def vote_key() -> SafeString:
    """Draw the key of the three votes, each with its own pattern of edge."""
    entries = [
        element("span", _swatch(kind), element("span", word))
        for kind, word in zip(KINDS, vote_words(), strict=True)
    ]
    return element("p", *entries, class_="key")


def _swatch(kind: str) -> SafeString:
    drawn = element("rect", width=14, height=14, class_=f"v-{kind}")
    return element("svg", drawn, width=14, height=14, aria_hidden="true")


def vote_bar(tally: Tally | None, name: str = "") -> SafeString:
    """Draw one bar; one of too few votes is hatched and says so."""
    cell = told(tally)
    if cell is None:
        return _few(name)
    drawn, start = [], 0.0
    for kind, share in zip(KINDS, cell.shares, strict=True):
        if share:
            drawn += _part(kind, start, share)
        start += share
    said = spoken(cell, name)
    votes = colon(_("Votes"), number(cell.votes, current_language()))
    return element(
        "svg", *drawn, class_="chart votes", height=24, role="img", aria_label=said,
        data_said=f"{said}; {votes}",
    )  # fmt: skip


def spoken(tally: Tally, name: str = "") -> str:
    """Say a bar in words."""
    language = current_language()
    pairs = zip(vote_words(), tally.shares, strict=True)
    said = ", ".join(f"{word} {percent(share, language)}" for word, share in pairs)
    return colon(name, said) if name else said


def _part(kind: str, start: float, share: float) -> list[SafeString]:
    bar = element("rect", x=along(start), width=along(share), height="100%", class_=f"v-{kind}")
    if share < SHOWN_FROM:
        return [bar]
    figure = element(
        "text", number(round(100 * share), current_language()), x=along(start + share / 2),
        y="50%", text_anchor="middle", class_=f"on-{kind}",
    )  # fmt: skip
    return [bar, figure]


def _few(name: str) -> SafeString:
    said = words.too_few()
    return element(
        "svg",
        element("rect", x="0%", width="100%", height="100%", class_="v-few"),
        element("text", said, x="50%", y="50%", text_anchor="middle", class_="t-soft"),
        class_="chart votes",
        height=24,
        role="img",
        aria_label=colon(name, said) if name else said,
    )


def bars_by_part(parts: Sequence[Part], tallies: Sequence[Tally | None], by: str) -> SafeString:
    """Draw a bar for each part below another, mark and name before it."""
    rows = [
        element(
            "div",
            element("span", marks.icon(place, by), element("span", part.name), class_="who"),
            vote_bar(tally, part.name),
            class_="barrow",
            data_g=marks.group_at(place, by),
        )
        for place, (part, tally) in enumerate(zip(parts, tallies, strict=True))
    ]
    return element("div", *rows, class_="bars")


def tally_columns(key: str, name: str = "") -> list[Column]:
    """Return the columns of a tally: three shares and the votes."""
    shares = [
        Column(f"{key}{kind}", colon(name, word) if name else word, "share")
        for kind, word in zip(KINDS, vote_words(), strict=True)
    ]
    votes = colon(name, _("Votes")) if name else _("Votes")
    return [*shares, Column(f"{key}votes", votes, "count")]


def tally_values(tally: Tally | None) -> list[Value]:
    """Return the values of those columns, none where too few voted."""
    cell = told(tally)
    return [None] * 4 if cell is None else [*cell.shares, cell.votes]


def statement_columns() -> list[Column]:
    """Return the columns that name a statement."""
    return [Column("statement", _("Statement")), Column("number", _("No."), "count")]


def statement_values(statement: Statement) -> list[Value]:
    """Return the values of those columns."""
    return [statement.said, statement.number]


def statement_text(statement: Statement) -> SafeString:
    """Draw a statement in the voice of the record, with its number."""
    figure = element("span", f"№ {statement.number}", class_="no")
    said = statement.said
    text = element("span", said.text, class_="record", lang=said.lang or None)
    return element("p", text, " ", figure, class_="stated", data_s=statement.number)
