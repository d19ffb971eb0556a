"""A published result as one reader sees it: its figures under their texts, letters and regions."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from kenes.domain.conversations import queries
from kenes.domain.conversations.agreement import HALF, ranked_in
from kenes.domain.conversations.queries.results import last_result, outcomes_of
from kenes.domain.conversations.queries.voting import REGION_FIGURES, Tier
from kenes.domain.institutions.queries import territories_in_force, today_at
from kenes.domain.recommendations.queries.listing import cards_of
from kenes.domain.shared.languages import current_language, name_of
from kenes.web.conversations.charts import (
    Covered,
    Figure,
    OutcomeRow,
    Part,
    Said,
    Statement,
    agreed_across,
    divide_line,
    group_statements,
    language_view,
    opinion_map,
    over_time,
    region_tiles,
    slate,
    trust_panel,
    unsure_statements,
    what_became,
)
from kenes.web.conversations.charts.stored import Own, Stored
from kenes.web.conversations.days import days_of
from kenes.web.conversations.showing import statement_text
from kenes.web.recommendations.cards import tags
from kenes.web.shared.addresses import recommendation_address
from kenes.web.shared.components import Link, Tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kenes.domain.conversations.models import Conversation, Result


@dataclass(frozen=True)
class Reading:
    """The newest result of a conversation, ready to be drawn."""

    conversation: "Conversation"
    result: "Result"
    stored: Stored

    @property
    def people(self) -> list[Figure]:
        """What everybody meets but the map: agreed across, and what each group stands for."""
        return [self.agreed, *self.groups]

    @property
    def agreed(self) -> Figure:
        """What all groups agree on; where there are none, what most people agree with."""
        if self.stored.has_groups:
            return agreed_across(self.stored.group_parts(), self.stored.agreed_rows("group"))
        everybody = [Part("all", _("Everybody"), self.result.voters)]
        return agreed_across(everybody, self.stored.everybody_rows(), by="everybody")

    @property
    def groups(self) -> list[Figure]:
        """What each group stands for."""
        parts = self.stored.group_parts()
        return [
            group_statements(
                parts, place, self.stored.group_rows(place), self.stored.ranked_rows(place)
            )
            for place in range(len(parts))
        ]

    def map(self, own: Own | None = None) -> Figure:
        """Draw the map, with the reader on it where they have voted."""
        return opinion_map(self.stored.opinion_map(own))

    @property
    def has_regions(self) -> bool:
        """Whether anybody said where they live."""
        region = self.stored.figures["parts"].get("region")
        return bool(region and region["names"])

    def regions(self, number: int) -> Figure:
        """One statement over the regions."""
        names = region_names(self.conversation, self.result.computed_at)
        text = self.stored.texts[number]
        return region_tiles(text, self.stored.region_shares(number, names))

    @property
    def ranked(self) -> list[tuple[float, int]]:
        """Lower bound of whoever agrees least, and number: the surest agreement first."""
        ranked = ranked_in(self.stored.figures)
        return [one for one in ranked if one[1] in self.stored.texts]

    @property
    def became(self) -> Figure:
        """What became of the statements that were agreed on."""
        links = outcome_links(self.conversation, timezone.now())
        numbers = [number for lower, number in self.ranked if lower > HALF]
        return what_became(
            [
                OutcomeRow(self.stored.texts[number], *links.get(number, (None, (), False)))
                for number in numbers
            ]
        )

    @property
    def method(self) -> list[Figure]:
        """What stands behind the result, for organisers and analysts."""
        stored = self.stored
        rows, reached = stored.slate_rows()
        figures: list[Figure] = []
        if stored.languages:
            figures += self._across("language", _languages())
            figures.append(language_view(stored.language_rows()))
        if self.has_regions:
            names = region_names(self.conversation, self.result.computed_at)
            figures += self._across("region", names)
        if stored.has_groups:
            figures.append(divide_line(stored.group_parts(), stored.divide_rows()))
        tiers = {str(one.value): str(one.label) for one in Tier}
        return [
            *figures,
            unsure_statements(stored.voted_rows()),
            slate(rows, people=reached, parts=self._covered()),
            over_time(days_of(self.conversation)),
            trust_panel(stored.trust(tiers)),
        ]

    def _covered(self) -> list[Covered]:
        """Return what the slate surely covers of each group and of the readers of each text."""
        names = {} if not self.stored.languages else {"language": _languages()}
        groups = {"group": dict[str, str]()} if self.stored.has_groups else {}
        found = [self.stored.covered(by, said) for by, said in {**groups, **names}.items()]
        return [one for some in found for one in some]

    def _across(self, by: str, names: dict[str, str]) -> list[Figure]:
        parts = self.stored.parts(by, names)
        return [agreed_across(parts, self.stored.agreed_rows(by), by=by)] if len(parts) > 1 else []


def _languages() -> dict[str, str]:
    return {"kk": _("Kazakh text"), "ru": _("Russian text")}


def reading_of(conversation: "Conversation") -> Reading | None:
    """Return the newest result with the texts it is read by, None before the first."""
    result = last_result(conversation)
    if result is None:
        return None
    stored = Stored(result.figures, texts_of(queries.shown_statements(conversation)))
    return Reading(conversation, result, stored)


def texts_of(shown: "Sequence[queries.Shown]") -> dict[int, Statement]:
    """Return what each statement says to this reader, by its number."""
    texts = map(statement_text, shown)
    return {one.number: Statement(one.number, Said(one.text, one.lang)) for one in texts}


def region_names(conversation: "Conversation", now: datetime) -> dict[str, str]:
    """Return the regions of that day: the first figures of the KATO code, and the name."""
    on = today_at(conversation.body, now)
    return {one.kato[:REGION_FIGURES]: name_of(one) for one in territories_in_force(on)}


def outcome_links(
    conversation: "Conversation", now: datetime
) -> "dict[int, tuple[Link, Sequence[Tag], bool]]":
    """Return by statement its readable recommendation, where that stands, if it is answered."""
    rows = outcomes_of(conversation)
    keys = [row.recommendation_id for row in rows]
    cards = cards_of(keys, language=current_language(), now=now) if keys else []
    by_number = {card.number: card for card in cards}
    found: dict[int, tuple[Link, Sequence[Tag], bool]] = {}
    for row in rows:
        card = by_number[str(row.recommendation.number)]
        link = Link(f"№ {card.number}", recommendation_address(card.number))
        found |= dict.fromkeys(row.statements, (link, tags(card), bool(card.position)))
    return found
