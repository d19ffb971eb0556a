"""The sides that meet in a body."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    STATE = "state", _("state")
    PARLIAMENT = "parliament", _("parliament")
    CIVIL = "civil", _("civil society")
    OBSERVER = "observer", _("observer")
