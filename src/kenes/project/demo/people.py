"""Make the invented people: their accounts, and how each wants to be told."""

from datetime import datetime

from kenes.domain.accounts.actions import enrol, note_identity
from kenes.domain.accounts.models import IdentityFact
from kenes.domain.notices.actions import choose_delivery
from kenes.domain.notices.models import Notice
from kenes.project.demo.roles import ROLES
from kenes.project.demo.world import World

BY_MAIL = ("citizen",)
BY_DIGEST = ("second-citizen", "aqbulaq")
"""Everybody else reads news on the page, so that a first start has little mail to send."""


def enrol_everybody(world: World, now: datetime) -> None:
    """Give each part of `ROLES` an account; one resident's identity was checked in person."""
    for part in ROLES:
        person = enrol(email=part.email, full_name=part.name, language=part.language, now=now)
        choose_delivery(person=person, delivery=_delivery(part.who))
        world.people[part.who] = person
    note_identity(
        person=world.people["citizen"],
        level=IdentityFact.Level.IN_PERSON,
        method="identity card, at the council's office",
        now=now,
        checked_by=world.people["secretary"].public_id,
    )


def _delivery(who: str) -> str:
    if who in BY_MAIL:
        return Notice.Delivery.MAIL
    return Notice.Delivery.DIGEST if who in BY_DIGEST else Notice.Delivery.PAGE
