"""The reader's own sentence and place on the map, made for this one answer and kept nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.cache import caches
from django.utils import timezone
from django.utils.translation import gettext as _

from kenes.domain.conversations.queries import voting
from kenes.domain.conversations.queries.results import last_result
from kenes.domain.conversations.standing import Standing, stand
from kenes.domain.shared.languages import current_language
from kenes.web.conversations.barred import are_barred
from kenes.web.conversations.cards import statements_of
from kenes.web.conversations.charts.marks import group_name
from kenes.web.conversations.charts.stored import Own
from kenes.web.shared.formats import percent

if TYPE_CHECKING:
    from kenes.domain.conversations.models import Conversation

FIGURES_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where the reader stands, and a sentence for each group, the likest first."""

    own: Own
    sentences: list[str]


def standpoint_of(conversation: "Conversation", voice: voting.Voice | None) -> Standpoint | None:
    """Return where a voice stands on the published map; None where there is nothing to say."""
    is_shown = voice is not None and not are_barred(conversation, timezone.now())
    figures = _figures(conversation) if is_shown else {}
    votes = voting.own_votes(conversation, voice) if figures else {}
    if not votes:
        return None
    numbers = {one.pk: one.number for one in statements_of(conversation)}
    known = {numbers[key]: value for key, value in votes.items() if key in numbers}
    found = stand(figures, known)
    if found is None:
        return None
    return Standpoint(Own(found.x, found.y, found.nearest), _sentences(figures, found))


def _figures(conversation: "Conversation") -> Mapping[str, Any]:
    """Return the published figures, kept in memory under the conversation's edition."""
    key = f"figures:{conversation.pk}:{conversation.edition}"
    kept: Mapping[str, Any] | None = caches["pages"].get(key)
    if kept is None:
        result = last_result(conversation)
        kept = result.figures if result else {}
        caches["pages"].set(key, kept, FIGURES_SECONDS)
    return kept


def _sentences(figures: Mapping[str, Any], found: Standing) -> list[str]:
    told = [
        (share, group_name(group["name"]))
        for group, share in zip(figures["map"]["groups"], found.agreements, strict=True)
        if share is not None
    ]
    return [
        _("You agree with %(share)s of group %(name)s")
        % {"share": percent(share, current_language()), "name": name}
        for share, name in sorted(told, key=lambda one: (-one[0], one[1]))
    ]
