"""Words that charts share, read in the reader's language when a figure is made."""

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from kenes.domain.shared.languages import current_language
from kenes.web.conversations.charts.figures import Share, Statement, colon, too_few
from kenes.web.shared.components import Text
from kenes.web.shared.formats import number, percent

__all__ = [
    "AGREED_BY_ALL",
    "AGREED_BY_SHOWN",
    "AGREED_TITLES",
    "NOTHING_AGREED",
    "counted",
    "figures_of",
    "of_all",
    "of_group",
    "people",
    "quoted",
    "too_few",
]

AGREED_TITLES: dict[str, Text] = {
    "group": _("Agreed across groups"),
    "region": _("Agreed across regions"),
    "language": _("Agreed in both languages"),
    "everybody": _("What most agree with"),
}
AGREED_BY_ALL: dict[str, Text] = {
    "group": _("Statements that every group agrees with"),
    "region": _("Statements that every region agrees with"),
    "language": _("Statements that readers of both languages agree with"),
    "everybody": _("Statements that more than half agree with"),
}
AGREED_BY_SHOWN: dict[str, Text] = {
    "group": _("Statements that every group shown agrees with"),
    "region": _("Statements that every region shown agrees with"),
    "language": _("Statements that readers of both languages agree with"),
}
NOTHING_AGREED: dict[str, Text] = {
    "group": _("No statement surely has more than half of every group behind it"),
    "region": _("No statement surely has more than half of every region behind it"),
    "language": _("No statement surely has more than half behind it in both languages"),
    "everybody": _("No statement surely has more than half behind it"),
}


def of_all(words: str, some: int, every: int) -> str:
    """Say how many of all, without plurals: "Statements: 4. In all: 61"."""
    language = current_language()
    every_one = colon(gettext("In all"), number(every, language))
    return f"{colon(words, number(some, language))}. {every_one}"


def people(many: int) -> str:
    """Say how many people took part: "people: 612"."""
    return colon(pgettext("count", "people"), number(many, current_language()))


def of_group(name: str, statements: int) -> str:
    """Say how many statements set a group apart."""
    if not statements:
        return gettext("Nothing surely sets this group apart")
    told = gettext("Group %(name)s differs from the others, statements") % {"name": name}
    return colon(told, number(statements, current_language()))


def figures_of(name: str, share: Share | None) -> str:
    """Say a cell as its table does: "A: 84 %; from 81 % to 87 %; votes: 512"."""
    if share is None:
        return colon(name, too_few())
    language = current_language()
    low, high = percent(share.low, language), percent(share.high, language)
    said = f"{percent(share.share, language)} ({low} – {high})"
    return f"{colon(name, said)}; {colon(gettext('Votes'), number(share.votes, language))}"


def quoted(statement: Statement) -> str:
    """Name a statement by its number and its text."""
    return f"№ {statement.number} «{statement.said.text}»"


def counted(words: str, many: int) -> str:
    """Say "words: 4" in the reader's figures."""
    return colon(words, number(many, current_language()))
