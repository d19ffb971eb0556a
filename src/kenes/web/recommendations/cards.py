"""A recommendation in a list, ready for `components`: its tags, its words, its address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kenes.domain.recommendations.queries.listing import Card
from kenes.domain.search.queries import Piece, pieces
from kenes.domain.shared.languages import current_language, name_of
from kenes.web.shared import drawing
from kenes.web.shared.addresses import recommendation_address
from kenes.web.shared.axes import AXES
from kenes.web.shared.components import Tag, Text, tag_of
from kenes.web.shared.formats import day_month, long_date

_ITEM = (
    '<li><p class="row apart"><span class="no">№&nbsp;{number}</span><span class="no">'
    '<time datetime="{day}">{date}</time></span></p><h3><a href="{url}"{lang}>{title}</a></h3>'
    '<p class="tags">{tags}</p>{bodies}</li>'
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list of recommendations (`recommendations/items.html`).

    `language` is the reader's, `lang` the title's where it is another one.
    """

    number: str
    url: str
    pieces: Sequence[Piece]
    lang: str
    tags: Sequence[Tag]
    bodies: str
    filed_on: date
    language: str

    @property
    def drawn(self) -> SafeString:
        """The line as it stands in a list; lists are long, so no template is run for each."""
        bodies = f'<p class="meta"><span>{escape(self.bodies)}</span></p>' if self.bodies else ""
        drawn = _ITEM.format(
            number=escape(self.number),
            day=self.filed_on.isoformat(),
            date=long_date(self.filed_on, self.language),
            url=escape(self.url),
            lang=f' lang="{escape(self.lang)}"' if self.lang else "",
            title=drawing.marked(self.pieces),
            tags=drawing.tags(self.tags),
            bodies=bodies,
        )
        return SafeString(drawn)


def lines(cards: Sequence[Card], words: str = "") -> list[Line]:
    """Return the lines of a list; `words` are marked where they stand in a title."""
    language = current_language()
    return [
        Line(
            number=card.number,
            url=recommendation_address(card.number),
            pieces=pieces(card.title, words),
            lang=card.title_language if card.title_language != language else "",
            tags=tags(card),
            bodies="; ".join([name_of(body, language) for body in card.bodies]),
            filed_on=card.filed_on,
            language=language,
        )
        for card in cards
    ]


def tags(card: Card) -> list[Tag]:
    """Return the tags in the order of the axes; a value not yet given is left out."""
    found = [tag_of("stage", card.stage)]
    if card.position:
        found.append(tag_of("position", card.position, position_word(card)))
    if card.timeliness:
        found.append(
            tag_of(
                "timeliness", card.timeliness, clock_word(card.timeliness, card.days, card.due_on)
            )
        )
    if level := card.civil or card.state:
        found.append(tag_of("implementation", level))
    if card.grade:
        found.append(tag_of("grade", card.grade))
    return found


def position_word(card: Card) -> Text:
    """Return the position, with how many of several bodies gave it."""
    word = AXES["position"][card.position][1]
    total = sum(card.positions.values())
    if total == 1:
        return word
    return _("%(position)s: %(many)s of %(total)s") % {
        "position": word,
        "many": card.positions[card.position],
        "total": total,
    }


def clock_word(code: str, days: int | None, due_on: date | None) -> Text:
    """Return what a clock shows, with its days or its date."""
    if code == "overdue" and days is not None:
        return ngettext(
            "Overdue by %(days)s working day", "Overdue by %(days)s working days", days
        ) % {"days": days}
    if code in {"no_answer", "not_delivered"} and days is not None:
        return ngettext("No answer for %(days)s day", "No answer for %(days)s days", days) % {
            "days": days
        }
    if code in {"due_soon", "not_due"} and due_on:
        return _("Due: %(day)s") % {"day": day_month(due_on, current_language())}
    if code == "lawfully_extended" and due_on:
        return _("Extended, due: %(day)s") % {"day": day_month(due_on, current_language())}
    return AXES["timeliness"][code][1]
