"""What a body stands on: its statute and its rules of procedure, in versions with dates."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 200_000
"""Characters of one language of a statute; a longer one is a code of law, not a body's text."""


class FoundingText(models.Model):
    """One version of a statute or of rules of procedure, in Kazakh and in Russian.

    A version is never edited: the next one ends it on the day before its own first day. `change`
    says what changed; the first version has none. `term_months` is how long one composition of
    the body sits, where the statute sets a term.
    """

    class Kind(models.TextChoices):
        STATUTE = "statute", _("statute")
        RULES = "rules", _("rules of procedure")

    body = models.ForeignKey(
        "institutions.Institution", on_delete=models.PROTECT, related_name="founding_texts"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    number = models.PositiveSmallIntegerField()
    text_kk = models.TextField()
    text_ru = models.TextField()
    source = models.CharField(max_length=300)
    change = models.CharField(max_length=500, blank=True)
    term_months = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind", "number"], name="one_founding_text_a_number"
            ),
            models.UniqueConstraint(
                fields=["body", "kind"],
                condition=Q(valid_to__isnull=True),
                name="one_last_founding_text_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="founding_text_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(change=""), name="a_later_text_says_what_changed"
            ),
            models.CheckConstraint(
                condition=Q(term_months__isnull=True) | Q(kind="statute", term_months__gte=1),
                name="a_statute_alone_sets_a_term",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} of {self.body_id}"
