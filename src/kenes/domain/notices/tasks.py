"""Tasks of the worker. Each is put into the queue only when somebody has news."""

from django.tasks import task
from django.utils import timezone

from kenes.domain.notices import actions
from kenes.domain.notices.queries import Delivery, has_waiting_mail


@task
def send_mail_outbox() -> int:
    """Mail every waiting notice."""
    return actions.send_outbox(now=timezone.now())


@task
def send_digests() -> int:
    """Mail the digests of the day."""
    return actions.send_digests(now=timezone.now())


def enqueue_mail() -> None:
    """Put the outbox into the queue when something waits in it."""
    if has_waiting_mail(Delivery.MAIL):
        send_mail_outbox.enqueue()


def enqueue_digests() -> None:
    """Put the digests into the queue when somebody has news."""
    if has_waiting_mail(Delivery.DIGEST):
        send_digests.enqueue()
