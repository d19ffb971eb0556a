"""Who voted, under numbers that only they can make again, and how. No person, time or address.

Both keys are chance, so that rows lie in no order of time: docs/adr/0017-votes-without-names.md
"""

import secrets

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kenes.domain.conversations.models.core import Conversation, Rendering, Statement

KEY_BITS = 63


def chance() -> int:
    """Return 63 bits of chance: a key that tells nothing of when its row was written."""
    return secrets.randbits(KEY_BITS)


class ChanceField(models.BigIntegerField):  # type: ignore[type-arg]  # no arguments at run time
    """A key of chance by which the database lays its rows.

    SQLite calls no type but "integer" its own row number; under any other name it would number the
    rows by their turn besides.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        """Return "integer" on SQLite, which has 64 bits there."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class Voter(models.Model):
    """Somebody who takes part in one conversation.

    `number` is made of a secret that only the voter holds and of this conversation, so nobody can
    join it to a person or to a voter of another conversation. `tier` says how sure it is that one
    person has one number, `region` (the first two figures of its KATO code) where they say they
    live, empty where they say nothing. `told` is the text on the release of votes that stood on
    the page of their first vote (`telling`), 0 where none did.
    """

    class Tier(models.TextChoices):
        LINK = "link", _("by link, without an account")
        KEY = "key", _("with a support key")
        CHECKED = "checked", _("with a token, identity checked")

    number = ChanceField(primary_key=True)
    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="voters")
    tier = models.CharField(max_length=8, choices=Tier)
    region = models.CharField(max_length=2, blank=True)
    told = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return "a voter"


class Vote(models.Model):
    """How a voter stands to a statement: 1 agrees, -1 disagrees, 0 passes; the last one counts.

    `rendering` is the text that the voter was shown.
    """

    key = ChanceField(primary_key=True, default=chance)
    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="votes", db_index=False)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="votes")
    rendering = models.ForeignKey(
        Rendering, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    value = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["voter", "statement"], name="one_vote_of_a_voter_on_a_statement"
            ),
            models.CheckConstraint(condition=Q(value__in=[-1, 0, 1]), name="vote_is_one_of_three"),
        ]

    def __str__(self) -> str:
        return "a vote"
