"""Read what a person was told, and how they want to be told."""

from django.db.models import QuerySet

from kenes.domain.accounts.models import Person
from kenes.domain.notices.models import Notice, NoticeChoice

Delivery = Notice.Delivery


def notices_of(person: Person) -> QuerySet[Notice]:
    """Return everything the person was told, newest first."""
    return Notice.objects.filter(person=person).order_by("-created_at", "-pk")


def unseen_count(person: Person) -> int:
    """Return how many notices the person has not looked at."""
    return Notice.objects.filter(person=person, seen_at=None).count()


def delivery_of(person: Person) -> str:
    """Return how the person wants to be told."""
    chosen = NoticeChoice.objects.filter(person=person).first()
    return chosen.delivery if chosen else Delivery.MAIL


def has_waiting_mail(delivery: str) -> bool:
    """Return whether anything waits to be sent this way."""
    return Notice.objects.filter(delivery=delivery, sent_at=None).exists()
