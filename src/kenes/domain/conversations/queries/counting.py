"""Read votes to count them, and the results that were published."""

import io
import secrets
import zipfile

import numpy as np

from kenes.domain.conversations.figures import Ballots, Published
from kenes.domain.conversations.figures.votes import TEXTS
from kenes.domain.conversations.models import Conversation, Result, Statement, Vote, Voter
from kenes.domain.conversations.queries.results import last_result, open_data_of
from kenes.engines.opinion.opendata.forms import TABLES


def count_voters(conversation: Conversation) -> int:
    """Count who has a vote on a statement that is shown."""
    shown = Statement.objects.filter(conversation=conversation, state=Statement.State.SHOWN)
    return Vote.objects.filter(statement__in=shown).values("voter").distinct().count()


def enough_voters(conversation: Conversation, wanted: int) -> int | None:
    """Return how many `count_voters` counts, None where they are fewer than wanted.

    Where fewer took part at all, which is most of the time, no vote is looked at.
    """
    if Voter.objects.filter(conversation=conversation).count() < wanted:
        return None
    voters = count_voters(conversation)
    return voters if voters >= wanted else None


def last_with_groups(conversation: Conversation) -> Result | None:
    """Return the newest result that found groups, so that these keep their letters."""
    rows = Result.objects.filter(conversation=conversation, verdict="groups")
    return rows.order_by("-voters").first()


def last_published(conversation: Conversation) -> Published | None:
    """Return the newest result with its file of tables, None before the first."""
    result, archive = last_result(conversation), open_data_of(conversation)
    if result is None or archive is None:
        return None
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        return Published(result.figures, packed.read(TABLES))


def doubles_of(conversation: Conversation) -> dict[int, list[int]]:
    """Return the numbers of the doubles that were merged into each statement, by its number."""
    rows = Statement.objects.filter(conversation=conversation, merged_into__isnull=False)
    found: dict[int, list[int]] = {}
    for number, into in rows.order_by("number").values_list("number", "merged_into__number"):
        found.setdefault(into, []).append(number)
    return found


def ballots_of(conversation: Conversation) -> Ballots:
    """Return the votes on statements that are shown, voters numbered by lot.

    The numbers are drawn anew at every call: nobody can follow a voter from one result to the next.
    """
    rows = Vote.objects.filter(
        statement__conversation=conversation, statement__state=Statement.State.SHOWN
    )
    found = rows.values_list("voter", "statement__number", "value", "rendering__language")
    voters, numbers, values, languages = zip(*found, strict=True)
    people, voter = np.unique(np.array(voters, np.int64), return_inverse=True)
    lot = _lot(len(people))
    known = Voter.objects.filter(conversation=conversation).values_list("number", "tier", "region")
    place = dict(zip(people.tolist(), lot.tolist(), strict=True))
    facts = [(place[number], tier, region) for number, tier, region in known if number in place]
    return Ballots(
        voter=lot[voter],
        statement=np.array(numbers, np.int64),
        value=np.array(values, np.int8),
        text=np.array([TEXTS.index(one) for one in languages], np.int64),
        tiers={at: tier for at, tier, _region in facts},
        regions={at: region for at, _tier, region in facts if region},
    )


def _lot(many: int) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Return the numbers from 1 to `many`, shuffled by chance."""
    chance = np.random.Generator(np.random.PCG64(secrets.randbits(128)))
    return chance.permutation(many).astype(np.int64) + 1
