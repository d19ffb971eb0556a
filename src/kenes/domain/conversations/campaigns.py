"""What the law on elections and referendums asks of a conversation while such a period runs."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from kenes.domain.conversations.models import Conversation
from kenes.domain.institutions.queries import CampaignPeriod, campaign_on
from kenes.domain.shared.refusals import Refusal

Contest = Conversation.Contest


@dataclass(frozen=True, slots=True)
class Campaign:
    """A period that binds a conversation on a day, and what the host said of it.

    `is_lawful`: nothing is named, or a lawful pollster with the number of its notice is.
    """

    period: CampaignPeriod
    contest: str
    pollster: str
    notice: str

    @property
    def is_lawful(self) -> bool:
        """Tell whether the conversation may be opened and published meanwhile."""
        if self.contest == Contest.YES:
            return bool(self.pollster and self.notice)
        return self.contest == Contest.NO


def campaign_of(conversation: Conversation, on: date) -> Campaign | None:
    """Return the period that binds the conversation on a day: one query."""
    territory = conversation.territory
    period = campaign_on(on, territory.kato if territory else None)
    if period is None:
        return None
    return Campaign(period, conversation.contest, conversation.pollster, conversation.notice)


def refuse_in_campaign(conversation: Conversation, *, on: date) -> Refusal | None:
    """Refuse to open or publish what names a contest and no lawful pollster, or was not asked.

    The refusal cites law and article.
    """
    found = campaign_of(conversation, on)
    if found is None or found.is_lawful:
        return None
    if not found.contest:
        return Refusal(
            "contest_not_declared",
            _("It has to be said first whether a candidate, a party or a referendum question is "
              "named: the period of an election or a referendum runs."),
            _("Choose “Answer on candidates and parties” at the desk."),
            clause=found.period.law,
            status=409,
        )  # fmt: skip
    return Refusal(
        "pollster_needed",
        _("A candidate, a party or a referendum question is named, and the period of an election "
          "or a referendum runs: only a lawful pollster may ask and publish this."),
        _("Name the pollster and the number of its notice at the desk."),
        clause=found.period.law,
        status=409,
    )  # fmt: skip


def refuse_to_show_results(conversation: Conversation, *, on: date) -> Refusal | None:
    """Refuse results on the days on which the law bars them, unless no contest is named."""
    found = campaign_of(conversation, on)
    if found is None or found.contest == Contest.NO or not found.period.hides_on(on):
        return None
    return Refusal(
        "results_hidden",
        _("Results are not shown up to and on the voting day: the law bars them on these days."),
        _("They are here again on the day after the vote."),
        clause=found.period.law,
        status=409,
    )
