"""The later steps of the reminder ladder: a demand letter, a public question, an agenda item."""

from django.db import models
from django.db.models import Q

from kenes.domain.institutions.models import Institution
from kenes.domain.recommendations.models.addresses import Address
from kenes.domain.shared.keys import new_public_id
from kenes.domain.shared.languages import Language


class DemandLetter(models.Model):
    """A letter that was sent to a body and demands what it owes.

    `sender` is the institution whose letter it is, none for a resident's own. `number` and
    `sent_on` are the letter's outgoing number and day. `digest` is the SHA-256 of its words in
    UTF-8, in hexadecimal; `items` counts the recommendations that it names.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    sender = models.ForeignKey(
        Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60, blank=True)
    sent_on = models.DateField()
    language = models.CharField(max_length=2, choices=Language)
    digest = models.CharField(max_length=64)
    items = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["sender", "institution", "-id"], name="letter_newest_first")
        ]

    def __str__(self) -> str:
        return f"letter to {self.institution_id} of {self.sent_on}"


class WaitingLetter(models.Model):
    """A periodic letter to a body that waits until somebody sends it; nothing goes by itself.

    Its items are those owed on the day it is sent. `letter` is what was sent, none while it waits.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    sender = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    period_from = models.DateField()
    prepared_on = models.DateField()
    letter = models.OneToOneField(
        DemandLetter, null=True, blank=True, on_delete=models.PROTECT, related_name="waited_as"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "institution", "period_from"], name="one_letter_a_period"
            ),
            models.UniqueConstraint(
                fields=["sender", "institution"],
                condition=Q(letter__isnull=True),
                name="one_letter_waits_for_a_body",
            ),
        ]

    def __str__(self) -> str:
        return f"letter to {self.institution_id} for {self.period_from}"


class PublicQuestion(models.Model):
    """A question put to a body in public about a matter past its date, and the body's own answer.

    `asked_by` is the institution that asks, none for a resident. Nothing stands in for an answer:
    while `answered_on` is empty there is none.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="questions")
    asked_by = models.ForeignKey(
        Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField()
    language = models.CharField(max_length=2, choices=Language)
    asked_on = models.DateField()
    answer = models.TextField(blank=True)
    answer_language = models.CharField(max_length=2, choices=Language, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address"],
                condition=Q(answered_on__isnull=True),
                name="one_open_question_an_address",
            ),
        ]

    def __str__(self) -> str:
        return f"question on {self.address_id} of {self.asked_on}"


class AgendaItem(models.Model):
    """A matter that a body is to take up at a session, by a decision document.

    `session_on` is the session's day, none for the body's next one.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="agenda_items")
    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    session_on = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=300)
    document_number = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"agenda item on {self.address_id}"
