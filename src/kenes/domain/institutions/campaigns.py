"""Periods before an election or a referendum, in which the law binds polls of opinion."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kenes.domain.shared.languages import pick


class CampaignPeriod(models.Model):
    """One election or referendum as a dated rule: from its announcement to its voting day.

    Results of polls may not be published from `hidden_days` before `voting_on` to the end of that
    day. `regions` are KATO codes; none means the whole country. What changes is a new row with the
    same code and the next number; the newest one holds, unless it is called off.
    """

    class Kind(models.TextChoices):
        ELECTION = "election", _("election")
        REFERENDUM = "referendum", _("referendum")

    code = models.SlugField(max_length=60)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    law_kk = models.CharField(max_length=300)
    law_ru = models.CharField(max_length=300)
    law_en = models.CharField(max_length=300, blank=True)
    article = models.CharField(max_length=60)
    first_on = models.DateField()
    voting_on = models.DateField()
    hidden_days = models.PositiveSmallIntegerField()
    regions = models.JSONField(default=list)
    is_called_off = models.BooleanField(default=False)
    source = models.CharField(max_length=300)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "number"], name="one_campaign_version_a_number"
            ),
            models.CheckConstraint(
                condition=Q(voting_on__gte=F("first_on")), name="campaign_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} version {self.number}"

    @property
    def hidden_from(self) -> date:
        """The first day on which results may not be shown."""
        return self.voting_on - timedelta(days=self.hidden_days)

    @property
    def law(self) -> str:
        """The law and its article, in the reader's language."""
        return f"{pick(self.law_kk, self.law_ru, self.law_en)}, {self.article}"

    def holds_on(self, day: date) -> bool:
        """Tell whether the period is running on a day."""
        return not self.is_called_off and self.first_on <= day <= self.voting_on

    def hides_on(self, day: date) -> bool:
        """Tell whether results may not be shown on a day."""
        return self.holds_on(day) and day >= self.hidden_from

    def concerns(self, kato: str | None) -> bool:
        """Tell whether it binds in a region; what is asked everywhere is bound by every period."""
        return kato is None or not self.regions or kato in self.regions
