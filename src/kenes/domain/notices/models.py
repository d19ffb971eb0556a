"""The outbox: one row for each person and event, written in the act's own transaction."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kenes.domain.shared.languages import Language


class Notice(models.Model):
    """Something a person is told: on their page, and by mail when they chose so."""

    class Delivery(models.TextChoices):
        PAGE = "page", _("on my page only")
        MAIL = "mail", _("by mail at once")
        DIGEST = "digest", _("in a daily digest")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    event = models.CharField(max_length=100)
    template = models.CharField(max_length=64)
    language = models.CharField(max_length=2, choices=Language)
    facts = models.JSONField(default=dict)
    path = models.CharField(max_length=300, blank=True)
    delivery = models.CharField(max_length=8, choices=Delivery, default=Delivery.MAIL)
    created_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "event"], name="told_once_of_each_event"),
        ]
        indexes = [
            models.Index(fields=["person", "-created_at"], name="notice_by_person"),
            models.Index(
                fields=["created_at"],
                condition=models.Q(sent_at__isnull=True),
                name="notice_unsent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} for {self.person_id}"


class NoticeChoice(models.Model):
    """How a person wants to be told; without a row it is by mail at once."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="notice_choice",
    )
    delivery = models.CharField(max_length=8, choices=Notice.Delivery, default=Notice.Delivery.MAIL)

    def __str__(self) -> str:
        return f"{self.delivery} for {self.person_id}"
