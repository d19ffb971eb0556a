"""People and how sure it is who they are.

What a person does is never joined here: support lives under pseudonyms, personal numbers only as
keyed digests in a table of their own, identity as dated facts.
"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from kenes.domain.shared.keys import new_public_id
from kenes.domain.shared.languages import Language


class PersonManager(BaseUserManager["Person"]):
    """Makes people the way `createsuperuser` and the sign-in library expect."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody with an account. A filing needs none."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    full_name = models.CharField(_("full name"), max_length=200, blank=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.KAZAKH)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    support_key_issued_on = models.DateField(null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = PersonManager()

    def __str__(self) -> str:
        return f"person {self.public_id}"


class IdentityFact(models.Model):
    """How a person's identity was shown, when and by whom; the latest one counts."""

    class Level(models.TextChoices):
        NONE = "none", _("not shown")
        EMAIL = "email", _("e-mail address")
        OIDC = "oidc", _("identity provider")
        IN_PERSON = "in_person", _("checked in person")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identity_facts")
    level = models.CharField(max_length=16, choices=Level)
    method = models.CharField(max_length=100)
    at = models.DateTimeField()
    checked_by = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="identity_by_person")]

    def __str__(self) -> str:
        return f"{self.level} of {self.person_id}"


class PersonalNumber(models.Model):
    """The keyed digest of a personal number: one number, one account. The number is not kept."""

    digest = models.CharField(max_length=64, primary_key=True)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return "a keyed digest"


class Invitation(models.Model):
    """A one-time link, kept as a digest: how the first administrator comes in without mail."""

    digest = models.CharField(max_length=64, primary_key=True)
    purpose = models.CharField(max_length=32)
    email = models.EmailField(blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"invitation {self.purpose}"


class SupportKeyCount(models.Model):
    """How many support keys were issued in one month, published; no person is kept with it."""

    month = models.DateField(primary_key=True)
    first = models.PositiveIntegerField(default=0)
    again = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.first} + {self.again}"
