"""Everything that happened, append-only; and what was reminded of."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kenes.domain.recommendations.models.addresses import Address
from kenes.domain.recommendations.models.core import Recommendation
from kenes.domain.register.models import Entry


class EventKind(models.TextChoices):
    FILED = "filed", _("filed")
    ADMITTED = "admitted", _("admitted")
    RETURNED = "returned", _("returned")
    APPEALED = "appealed", _("appealed")
    APPEAL_DECIDED = "appeal_decided", _("appeal decided")
    VERSION_PUBLISHED = "version_published", _("new version")
    TRANSLATION_PUBLISHED = "translation_published", _("translation")
    LINKED = "linked", _("links set")
    SYSTEMATISED = "systematised", _("systematised")
    MERGED = "merged", _("merged")
    SPLIT = "split", _("split")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ADOPTED = "adopted", _("adopted")
    CREDITED = "credited", _("contributors credited")
    LEAD_HANDED_OVER = "lead_handed_over", _("lead handed over")
    SENT = "sent", _("sent")
    DELIVERED = "delivered", _("delivered")
    FORWARDED = "forwarded", _("forwarded")
    EXTENDED = "extended", _("extended")
    SUSPENDED = "suspended", _("suspended")
    RESUMED = "resumed", _("resumed")
    CLOCK_MOVED = "clock_moved", _("clock moved")
    DATE_PASSED = "date_passed", _("date passed")
    DEMANDED = "demanded", _("demand letter sent")
    QUESTIONED = "questioned", _("public question put")
    QUESTION_ANSWERED = "question_answered", _("public question answered")
    AGENDA_ASKED = "agenda_asked", _("agenda item asked for")
    INTERIM_REPLY = "interim_reply", _("interim reply")
    ANSWERED = "answered", _("answered")
    CLARIFIED = "clarified", _("clarified")
    MEASURE_SET = "measure_set", _("measure set")
    INDICATOR_SET = "indicator_set", _("indicator set")
    REPORTED = "reported", _("progress reported")
    MEASURE_DONE = "measure_done", _("measure done")
    ANSWER_TRANSLATED = "answer_translated", _("answer translated")
    ASSESSED = "assessed", _("assessed")
    GRADED = "graded", _("answer graded")
    REJOINED = "rejoined", _("rejoinder")
    DUTY_PASSED_ON = "duty_passed_on", _("duty passed on")
    HIDDEN = "hidden", _("hidden")
    SHOWN_AGAIN = "shown_again", _("shown again")
    WORD_ASKED = "word_asked", _("author's word asked for")
    CLOSED = "closed", _("closed")


class Event(models.Model):
    """One thing that happened; a correction is another event.

    `facts` holds what the sentence of this kind needs (codes, dates, public ids). `grounds` is
    the reason in the words of whoever acted. `office_*` names the office, never the person.
    """

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="events"
    )
    address = models.ForeignKey(
        Address, null=True, blank=True, on_delete=models.PROTECT, related_name="events"
    )
    kind = models.CharField(max_length=24, choices=EventKind)
    at = models.DateTimeField()
    actor_role = models.CharField(max_length=32)
    grounds = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    is_public = models.BooleanField(default=True)
    entry = models.OneToOneField(
        Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["recommendation", "-id"], name="event_newest_first")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.recommendation_id}"


class Reminder(models.Model):
    """A rung of the reminder ladder that was climbed, so that it is climbed once."""

    class Step(models.TextChoices):
        BEFORE_DUE = "before_due", _("before the date")
        DUE = "due", _("on the date")
        PAST_DUE = "past_due", _("after the date")
        NEXT_STEP = "next_step", _("next lawful step")
        MEASURE_DUE = "measure_due", _("measure due")
        REPORT_DUE = "report_due", _("report due")

    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=16, choices=Step)
    for_day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address", "step", "for_day"], name="one_reminder_a_step_and_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} of {self.address_id}"
