"""Answers: drafted by one person, signed by another; graded by the author, rejoined once."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kenes.domain.files.models import StoredFile
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.recommendations.models.addresses import Address
from kenes.domain.recommendations.values import Grade, Position, TextState
from kenes.domain.shared.keys import new_public_id
from kenes.domain.shared.languages import Language


class Answer(models.Model):
    """A reply of a body: an interim one, a position, or a later clarification of it.

    Until it is signed it is private to the body. The public sees the body and the signatory's
    office, never the drafter. `drafter` and `signer` are the public ids of the two persons: a
    person with two mandates is still one person. A later draft of another hand replaces the
    drafter, so whoever signs has read somebody else's wording.
    """

    class Kind(models.TextChoices):
        INTERIM = "interim", _("interim reply")
        POSITION = "position", _("position")
        CLARIFICATION = "clarification", _("clarification")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        FOR_SIGNATURE = "for_signature", _("waiting for signature")
        SIGNED = "signed", _("signed")
        DISCARDED = "discarded", _("discarded")

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=16, choices=Kind)
    state = models.CharField(max_length=16, choices=State, default=State.DRAFT)
    position = models.CharField(max_length=20, choices=Position, blank=True)
    original_language = models.CharField(max_length=2, choices=Language)
    evidence_due_on = models.DateField(null=True, blank=True)
    forward_to = models.ForeignKey(
        Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_nobody_known = models.BooleanField(default=False)
    evidence_link = models.URLField(max_length=500, blank=True)
    drafted_by = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")
    drafter = models.UUIDField()
    drafted_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signer = models.UUIDField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    office_kk = models.CharField(max_length=200, blank=True)
    office_ru = models.CharField(max_length=200, blank=True)
    office_en = models.CharField(max_length=200, blank=True)
    edition = models.PositiveIntegerField(default=1)
    files = models.ManyToManyField(StoredFile, blank=True, related_name="answers")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by__isnull=True, signer__isnull=True)
                | Q(signed_at__isnull=False, signed_by__isnull=False, signer__isnull=False),
                name="signed_by_and_at_go_together",
            ),
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(signed_at__isnull=False),
                name="a_signed_answer_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("drafted_by")),
                name="another_mandate_signs",
            ),
            models.CheckConstraint(
                condition=Q(signer__isnull=True) | ~Q(signer=F("drafter")),
                name="another_person_signs",
            ),
            models.UniqueConstraint(
                fields=["address"],
                condition=Q(kind="position", state="signed"),
                name="one_signed_position_an_address",
            ),
            models.UniqueConstraint(
                fields=["address"],
                condition=Q(state__in=["draft", "for_signature"]),
                name="one_answer_in_work_an_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.address_id}"


class AnswerText(models.Model):
    """An answer in one language: its text, the part not accepted, the reason."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2, choices=Language)
    body = models.TextField()
    part = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    is_original = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=TextState, default=TextState.OFFICIAL)
    translator_credit = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "language"], name="one_answer_text_a_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} of answer {self.answer_id}"


class ReplacedAnswerText(models.Model):
    """An answer's translation as it stood before another took its place."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="replaced_texts")
    language = models.CharField(max_length=2, choices=Language)
    body = models.TextField()
    part = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=TextState)
    translator_credit = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    replaced_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(replaced_at__gte=F("at")),
                name="an_answer_text_is_replaced_after_it_stood",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} of answer {self.answer_id} until {self.replaced_at:%Y-%m-%d}"


class Remark(models.Model):
    """A private remark between the drafter and the signatory. Never public."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="remarks")
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"remark on {self.answer_id}"


class AnswerGrade(models.Model):
    """The author's grade of a signed position."""

    answer = models.OneToOneField(Answer, on_delete=models.PROTECT, related_name="grade")
    value = models.CharField(max_length=1, choices=Grade)
    grounds = models.TextField()
    language = models.CharField(max_length=2, choices=Language)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.value} for {self.answer_id}"


class Rejoinder(models.Model):
    """The body's one reply to the grade."""

    grade = models.OneToOneField(AnswerGrade, on_delete=models.PROTECT, related_name="rejoinder")
    text = models.TextField()
    language = models.CharField(max_length=2, choices=Language)
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"rejoinder to {self.grade_id}"
