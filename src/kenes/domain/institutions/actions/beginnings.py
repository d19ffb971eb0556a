"""The first institution and the first administrator of a new server."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.actions.institutions import create_institution, opened
from kenes.domain.institutions.actions.mandates import granted
from kenes.domain.institutions.actions.recording import limited, note, required
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.institutions.zones import date_in
from kenes.domain.shared.refusals import NotPermitted, Refusal


@transaction.atomic
def bootstrap_host(
    *,
    name_kk: str,
    name_ru: str,
    name_en: str = "",
    kind: str = Institution.Kind.BODY,
    time_zone: str = "Asia/Almaty",
    by: Person,
    now: datetime,
) -> Mandate:
    """Open the institution that runs this server and make `by` its first administrator.

    The one mandate that somebody gives to himself, possible only while there is no host; two at
    once are stopped by the database. Raises NotPermitted when there is a host already.
    """
    if Institution.objects.filter(is_host=True).exists():
        raise NotPermitted(
            Refusal(
                "host_exists",
                _("This server already has an institution that runs it."),
                _("Ask its administrator for a mandate."),
                status=409,
            )
        )
    today = date_in(time_zone, now)
    host = create_institution(
        kind=kind,
        names=required(name_kk=name_kk, name_ru=name_ru) | limited(name_en=name_en),
        time_zone=time_zone,
        valid_from=today,
        is_host=True,
    )
    mandate = Mandate.objects.create(
        person=by,
        institution=host,
        role=Mandate.Role.ADMINISTRATOR,
        side=host.side,
        grounds="The first administrator of this server",
        valid_from=today,
        granted_at=now,
        granted_by=by.public_id,
    )
    note(opened(host), about=host.public_id, now=now, by=by, mandate=mandate)
    note(granted(mandate), about=mandate.public_id, now=now, by=by, mandate=mandate)
    return mandate
