"""The reader's own sentence and place on the map, made for this one answer and kept nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kenes.domain.conversations.queries import voting
from kenes.domain.conversations.queries.results import last_result
from kenes.domain.conversations.standing import Standing, stand
from kenes.domain.shared.kept import Kept
from kenes.domain.shared.languages import current_language
from kenes.web.conversations.barred import are_barred
from kenes.web.conversations.cards import statements_of
from kenes.web.conversations.charts.figures import Figure
from kenes.web.conversations.charts.marks import group_name
from kenes.web.conversations.charts.own import Likeness, own_place
from kenes.web.conversations.charts.stored import Own
from kenes.web.shared.formats import percent

if TYPE_CHECKING:
    from kenes.domain.conversations.models import Conversation

FIGURES = Kept[Mapping[str, Any]](16)


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where the reader stands, and how much with each group, the likest first."""

    own: Own
    groups: list[Likeness]

    @property
    def sentences(self) -> list[str]:
        """A sentence for each group."""
        return [
            _("You agree with %(share)s of group %(name)s")
            % {"share": percent(one.share, current_language()), "name": one.name}
            for one in self.groups
        ]

    @property
    def figure(self) -> Figure:
        """The same as a picture."""
        return own_place(self.groups, next(iter(self.sentences), ""))


def standpoint_of(
    conversation: "Conversation",
    voice: voting.Voice | None,
    votes: Mapping[int, int] | None = None,
) -> Standpoint | None:
    """Return where a voice stands on the published map; None where there is nothing to say.

    `votes` are its votes by key of the statement, read here where they are not given.
    """
    is_shown = voice is not None and not are_barred(conversation, timezone.now())
    figures = _figures(conversation) if is_shown else {}
    if figures and votes is None:
        votes = voting.own_votes(conversation, voice)
    if not figures or not votes:
        return None
    numbers = {one.pk: one.number for one in statements_of(conversation)}
    known = {numbers[key]: value for key, value in votes.items() if key in numbers}
    found = stand(figures, known)
    if found is None:
        return None
    return Standpoint(Own(found.x, found.y, found.nearest), _likest_first(figures, found))


def _figures(conversation: "Conversation") -> Mapping[str, Any]:
    """Return the published figures, kept in memory under the conversation's edition."""
    key = (conversation.public_id, conversation.edition)
    return FIGURES.get(key, lambda: _published(conversation))


def _published(conversation: "Conversation") -> Mapping[str, Any]:
    result = last_result(conversation)
    return result.figures if result else {}


def _likest_first(figures: Mapping[str, Any], found: Standing) -> list[Likeness]:
    pairs = zip(figures["map"]["groups"], found.agreements, strict=True)
    groups = [
        Likeness(place, group_name(group["name"]), share)
        for place, (group, share) in enumerate(pairs)
        if share is not None
    ]
    return sorted(groups, key=lambda one: (-one.share, one.name))
