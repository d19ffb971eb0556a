"""The one sender: what a person is told, when it goes by mail, and when not."""

import logging
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from kenes.domain.accounts.models import Person
from kenes.domain.notices.letters import digest_of, mail_of
from kenes.domain.notices.models import Notice, NoticeChoice
from kenes.domain.notices.unsubscribing import read_token
from kenes.domain.shared.languages import CODES
from kenes.domain.shared.refusals import Invalid, NotFound

logger = logging.getLogger(__name__)
AGAIN_AFTER = timedelta(minutes=10)
TRIES = 8
AT_ONCE = 200
Delivery = Notice.Delivery


@transaction.atomic
def tell(
    *,
    person: Person,
    event: str,
    template: str,
    facts: Mapping[str, Any],
    path: str,
    now: datetime,
    delivery: str = Delivery.MAIL,
) -> None:
    """Put a notice into the outbox in the act's own transaction; the same event is told once.

    A lazy text in `facts` is kept in all three languages, a date as ISO text. The person's choice
    may turn mail into a digest or into the page alone, never the other way. An erased account is
    told nothing.
    """
    if person.erased_at is not None:
        return
    Notice.objects.get_or_create(
        person=person,
        event=event,
        defaults={
            "template": template,
            "language": person.language,
            "facts": {name: _kept(value) for name, value in facts.items()},
            "path": path,
            "delivery": _least(delivery, _choice(person)),
            "created_at": now,
        },
    )


def _kept(value: Any) -> Any:
    if isinstance(value, Promise):
        return {code: _in_language(value, code) for code in CODES}
    if isinstance(value, date):
        return value.isoformat()[:10]
    return value


def _in_language(value: Promise, code: str) -> str:
    with override(code):
        return str(value)


def _choice(person: Person) -> str:
    chosen = NoticeChoice.objects.filter(person=person).first()
    return chosen.delivery if chosen else Delivery.MAIL


def _least(*deliveries: str) -> str:
    order: tuple[str, ...] = (Delivery.PAGE, Delivery.DIGEST, Delivery.MAIL)
    return min(deliveries, key=order.index)


@transaction.atomic
def choose_delivery(*, person: Person, delivery: str) -> None:
    """Keep how the person wants to be told. Raises Invalid for an unknown way.

    Mail that waits goes the new way too: who chose the page gets no late mail.
    """
    if delivery not in Delivery.values:
        raise Invalid({"delivery": _("Choose one of the three ways.")})
    NoticeChoice.objects.update_or_create(person=person, defaults={"delivery": delivery})
    waiting = Notice.objects.filter(person=person, sent_at=None).exclude(delivery=Delivery.PAGE)
    waiting.update(delivery=delivery)


def unsubscribe(token: str) -> None:
    """End mail for whom the signed token names. Raises NotFound for a token we did not make."""
    choose_delivery(person=_named_by(token), delivery=Delivery.PAGE)


def refuse_unknown_token(token: str) -> None:
    """Do nothing, or raise NotFound for a token we did not make."""
    _named_by(token)


def _named_by(token: str) -> Person:
    public_id = read_token(token)
    known = Person.objects.filter(erased_at=None)
    person = known.filter(public_id=public_id).first() if public_id else None
    if person is None:
        raise NotFound("no such unsubscribe link")
    return person


def mark_seen(*, person: Person, now: datetime) -> int:
    """Note that the person has seen every notice told so far; return how many were new."""
    return Notice.objects.filter(person=person, seen_at=None).update(seen_at=now)


@transaction.atomic
def forget_person(*, person: Person) -> None:
    """Remove everything that the person was told, and how they wanted it."""
    Notice.objects.filter(person=person).delete()
    NoticeChoice.objects.filter(person=person).delete()


def send_outbox(*, now: datetime) -> int:
    """Mail every waiting notice, oldest first; return how many were sent.

    Each is claimed first, so two workers send none twice; one that failed is tried again after
    ten minutes, eight times at most.
    """
    rows = due(Delivery.MAIL, now).select_related("person").order_by("created_at", "pk")
    return sum(_send([notice], lambda news: mail_of(news[0]), now) for notice in rows[:AT_ONCE])


def send_digests(*, now: datetime) -> int:
    """Mail one digest to each person who chose it and has news, newest first; return how many."""
    rows = due(Delivery.DIGEST, now).select_related("person")
    rows = rows.order_by("person_id", "-created_at", "-pk")
    people = groupby(rows.iterator(chunk_size=500), key=lambda notice: notice.person_id)
    return sum(_send(list(news), digest_of, now) for _person, news in people)


def due(delivery: str, now: datetime) -> QuerySet[Notice]:
    """Return the notices that wait for mail and may be tried now."""
    rested = Q(tried_at=None) | Q(tried_at__lt=now - AGAIN_AFTER)
    return Notice.objects.filter(rested, delivery=delivery, sent_at=None, tries__lt=TRIES)


def _send(
    notices: list[Notice], write: Callable[[list[Notice]], EmailMessage], now: datetime
) -> bool:
    """Claim, write and send one mail; return whether it was taken."""
    claimed = [notice for notice in notices if _claim(notice, now)]
    if not claimed:
        return False
    try:
        write(claimed).send()
    except Exception:
        logger.exception("a mail was not taken; it is tried again in ten minutes")
        return False
    Notice.objects.filter(pk__in=[notice.pk for notice in claimed]).update(sent_at=now)
    return True


def _claim(notice: Notice, now: datetime) -> bool:
    rows = due(notice.delivery, now).filter(pk=notice.pk)
    return rows.update(tried_at=now, tries=F("tries") + 1) == 1
