"""Replace somebody who sits in a body: one mandate ends, the next begins the day after."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.actions.mandates import ONE_DAY, end_mandate, grant_mandate
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.institutions.zones import today_at
from kenes.domain.shared.refusals import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMember:
    """Who comes next, for which organisation, under which office, and until which day."""

    person: Person
    stands_for: Institution | None
    valid_to: date
    office_kk: str = ""
    office_ru: str = ""
    office_en: str = ""


@transaction.atomic
def replace_member(
    *,
    target: Mandate,
    last_on: date | None,
    following: NextMember,
    grounds: str,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> Mandate:
    """End a mandate after `last_on` (none: at once) and give role, side and seat to the next.

    The new mandate begins on the day after and has a last day. Raises NotPermitted, Invalid.
    """
    first = (last_on + ONE_DAY) if last_on else today_at(target.institution, now)
    if following.valid_to < first:
        said = _("The new member's last day lies before their first one.")
        raise Invalid({"valid_to": said})
    end_mandate(target=target, last_on=last_on, grounds=grounds, by=by, mandate=mandate, now=now)
    return grant_mandate(
        person=following.person,
        institution=target.institution,
        role=target.role,
        valid_from=first,
        valid_to=following.valid_to,
        side=target.side,
        seat=target.seat,
        stands_for=following.stands_for,
        office_kk=following.office_kk,
        office_ru=following.office_ru,
        office_en=following.office_en,
        grounds=grounds,
        by=by,
        mandate=mandate,
        now=now,
    )
