"""A recommendation on its way to a ministry, with everybody who acts on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.institutions.queries import today_at
from kenes.domain.recommendations.actions import addressing, answering
from kenes.domain.recommendations.models import Address, Answer, Recommendation
from kenes.domain.shared.refusals import NotPermitted

from . import NOW
from .institutions import (
    Role,
    allow_grades,
    make_body,
    make_calendar,
    make_institution,
    make_mandate,
    make_person,
    make_rules,
)
from .recommendations import admitted

TODAY = date(2026, 11, 9)


@dataclass(frozen=True)
class Case:
    """One recommendation, its author, the council's secretary and the ministry's two officers."""

    author: Person
    secretary: Mandate
    ministry: Institution
    focal: Mandate
    signatory: Mandate
    recommendation: Recommendation

    @property
    def address(self) -> Address:
        return self.recommendation.addresses.get(institution=self.ministry)

    @property
    def kinds(self) -> list[str]:
        """What happened since it was sent, in order."""
        events = self.recommendation.events.order_by("pk").values_list("kind", flat=True)
        return list(events)[list(events).index("sent") :] if "sent" in events else []


def make_case(**fields) -> Case:
    """An admitted recommendation, not yet sent; fields are those of a filing."""
    make_calendar()
    make_rules()
    author, body, ministry = make_person(), make_body(), make_institution()
    secretary = make_mandate(Role.SECRETARY, body, side="civil")
    return Case(
        author,
        secretary,
        ministry,
        make_mandate(Role.FOCAL_POINT, ministry),
        make_mandate(
            Role.SIGNATORY,
            ministry,
            office_kk="Вице-министр",
            office_ru="Вице-министр",
            office_en="Deputy minister",
        ),
        admitted(by=author, secretary=secretary, **fields),
    )


def send(case: Case, *bodies: Institution, now: datetime = NOW, **facts) -> list[Address]:
    to = [
        addressing.AddresseeFacts(
            institution=body, **({"role": "contributing" if number else "lead"} | facts)
        )
        for number, body in enumerate(bodies or (case.ministry,))
    ]
    return addressing.send(
        public_id=case.recommendation.public_id,
        to=to,
        by=case.secretary.person,
        mandate=case.secretary,
        now=now,
    )


def deliver(case: Case, *, now: datetime = NOW, on: date | None = None, number="17-1/204"):
    return addressing.mark_delivered(
        address_id=case.address.public_id,
        incoming_number=number,
        on=on or today_at(case.ministry, now),
        by=case.focal.person,
        mandate=case.focal,
        now=now,
    )


def sent(**fields) -> Case:
    case = make_case(**fields)
    send(case)
    return case


def delivered(**fields) -> Case:
    """A case whose body's rules turn grades on, delivered to the ministry."""
    case = sent(**fields)
    allow_grades(case.recommendation.body)
    deliver(case)
    return case


def draft(case: Case, *, now: datetime = NOW, by: Mandate | None = None, **fields) -> Answer:
    mandate = by or case.focal
    words = {
        "kind": "position",
        "position": "not_accepted",
        "language": "ru",
        "body": "Министерство рассмотрело рекомендацию.",
        "reason": "Срок не установлен бюджетом.",
    } | fields
    return answering.draft(
        address_id=case.address.public_id, by=mandate.person, mandate=mandate, now=now, **words
    )


def submit(case: Case, answer: Answer, *, now: datetime = NOW) -> Answer:
    return answering.submit_for_signature(
        answer_id=answer.public_id, by=case.focal.person, mandate=case.focal, now=now
    )


def sign(case: Case, answer: Answer, *, now: datetime = NOW, by: Mandate | None = None) -> Answer:
    mandate = by or case.signatory
    return answering.sign(
        answer_id=answer.public_id, by=mandate.person, mandate=mandate, edition=None, now=now
    )


def answer(case: Case, *, now: datetime = NOW, **fields) -> Answer:
    """Draft, hand in and sign."""
    return sign(case, submit(case, draft(case, now=now, **fields), now=now), now=now)


def days_later(days: int) -> datetime:
    return NOW + timedelta(days=days)


def refusal_of(act: Callable[[], object]) -> str:
    """The code of the refusal that `act` ends in."""
    with pytest.raises(NotPermitted) as caught:
        act()
    refusal = caught.value.refusal
    assert str(refusal.message)
    return refusal.code
