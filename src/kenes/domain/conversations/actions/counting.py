"""Publish what the votes say, in steps: nothing below 30 people, then every 10 new ones.

Between two results at least ten people are new, and no count moves by fewer than ten votes, so no
subtraction shows what one of them said. When one comes is drawn by lot (`waiting`).
Where votes may be released as rows there is one result, when the conversation is over.
"""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import rfc8785
from django.db import transaction

from kenes.domain.conversations import events
from kenes.domain.conversations.actions.recording import lock_conversation, next_edition, note
from kenes.domain.conversations.actions.waiting import has_waited
from kenes.domain.conversations.campaigns import refuse_in_campaign, refuse_to_show_results
from kenes.domain.conversations.figures import Computed, compute
from kenes.domain.conversations.models import Conversation, OpenData, Result
from kenes.domain.conversations.queries import shown_statements
from kenes.domain.conversations.queries.counting import (
    ballots_of,
    doubles_of,
    enough_voters,
    last_published,
    last_with_groups,
)
from kenes.domain.conversations.queries.release import refuse_to_release_rows, waits_for_its_end
from kenes.domain.conversations.queries.results import has_result, last_result, voters_needed
from kenes.domain.institutions.queries import today_at

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def publish_due(*, now: datetime) -> int:
    """Publish the next result of every conversation that has waited for it; return how many."""
    opened = Conversation.objects.exclude(stage=Conversation.Stage.PREPARED).order_by("pk")
    due = [row for row in opened if not _is_held_back(row) and has_waited(row, now=now)]
    return sum(publish_result(row, now=now) is not None for row in due)


def publish_result(conversation: Conversation, *, now: datetime) -> Result | None:
    """Compute and publish a result where people are enough for it, else None; None on barred days.

    The figures are computed without any lock: votes go on meanwhile.
    """
    if _is_held_back(conversation) or _is_barred(conversation, now):
        return None
    voters = enough_voters(conversation, voters_needed(conversation))
    if voters is None:
        return None
    return _publish(conversation, voters, _computed(conversation, voters), now)


def _computed(conversation: Conversation, voters: int) -> Computed:
    """Compute the figures, held to those before: groups keep letters, small steps are not taken."""
    with_groups = last_with_groups(conversation) or last_result(conversation)
    texts = {
        one.number: {language: text.text for language, text in one.texts.items()}
        for one in shown_statements(conversation)
    }
    return compute(
        ballots_of(conversation),
        with_votes=refuse_to_release_rows(conversation) is None,
        last=with_groups.figures if with_groups else None,
        before=last_published(conversation),
        texts=texts,
        facts={"conversation": str(conversation.public_id), "people": voters},
        merged=doubles_of(conversation),
    )


def _is_held_back(conversation: Conversation) -> bool:
    """Tell whether rows may be released: then there is one result alone, after the end."""
    return waits_for_its_end(conversation) or (
        conversation.releases_rows and has_result(conversation)
    )


def _is_barred(conversation: Conversation, now: datetime) -> bool:
    """Tell whether the law on elections and referendums bars a result today."""
    on = today_at(conversation.body, now)
    refusal = refuse_in_campaign(conversation, on=on) or refuse_to_show_results(conversation, on=on)
    return refusal is not None


@transaction.atomic
def _publish(
    conversation: Conversation, voters: int, computed: Computed, now: datetime
) -> Result | None:
    """Keep the figures and their entry; another worker may have been first."""
    files = {"archive": archive(computed.files)}  # before the lock: packing takes long
    locked = lock_conversation(conversation.public_id)
    if voters < voters_needed(locked):
        return None
    result = Result.objects.create(
        conversation=locked,
        voters=voters,
        votes=computed.figures["map"]["votes"],
        verdict=computed.verdict,
        figures=computed.figures,
        computed_at=now,
    )
    OpenData.objects.update_or_create(conversation=locked, defaults=files)
    locked.result_from = locked.result_after = None  # how long the next one waits is drawn anew
    next_edition(locked, "result_from", "result_after")
    note(_fact(result), locked, now=now)
    return result


def _fact(result: Result) -> events.ResultPublished:
    figures: dict[str, Any] = result.figures
    return events.ResultPublished(
        voters=result.voters,
        votes=result.votes,
        verdict=result.verdict,
        basis=figures["data"]["basis"],
        basis_sha256=figures["data"]["sha256"],
        figures_sha256=hashlib.sha256(rfc8785.dumps(figures)).hexdigest(),
    )


def archive(files: Mapping[str, bytes]) -> bytes:
    """Pack files into a ZIP that is the same for the same files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in sorted(files.items()):
            folder.writestr(zipfile.ZipInfo(name, ZIP_EPOCH), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
