"""Remind secretaries of texts that should stand in both languages of the State by now.

One notice a body and due day however many texts it is about: translations are owed by the desk,
not by each text, and a body that published a hundred texts in a day needs one letter.
"""

from collections import Counter
from datetime import date, datetime

from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.institutions.queries import today_at
from kenes.domain.recommendations.actions.announcing import tell_holders
from kenes.domain.recommendations.queries.translating import bodies_that_owe, days_reached


def remind_of_translations(now: datetime) -> int:
    """Tell the secretaries of each body with translations due; return how many bodies those are.

    May run at any hour and again: a body hears once of each due day, and after a pause of the
    server of the newest one alone.
    """
    owing = 0
    for body in bodies_that_owe():
        reached = days_reached(body, now=now)
        if reached:
            _tell_secretaries(body, reached, now)
            owing += 1
    return owing


def _tell_secretaries(body: Institution, reached: Counter[date], now: datetime) -> None:
    due_on = max(reached)
    tell_holders(
        body,
        f"{body.public_id}:{due_on.isoformat()}",
        "translation_due",
        {"count": reached.total(), "due_on": due_on, "oldest_on": min(reached)},
        path=f"/desk/?office={body.public_id}&queue=translate",
        on=today_at(body, now),
        now=now,
        roles=(Mandate.Role.SECRETARY,),
    )
