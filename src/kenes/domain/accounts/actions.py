"""The only writer of people: identity, personal numbers, support keys, invitations, erasure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts import rules, support_keys
from kenes.domain.accounts.keyed import keyed_digest
from kenes.domain.accounts.models import (
    IdentityFact,
    Invitation,
    Person,
    PersonalNumber,
    SupportKeyCount,
)
from kenes.domain.accounts.queries import RANK, identity_facts, person_by_email
from kenes.domain.shared.keys import digest_code, new_code
from kenes.domain.shared.languages import Language
from kenes.domain.shared.refusals import Invalid, permit
from kenes.domain.shared.text import clean_line

INVITATION_LASTS = timedelta(days=3)
NAME_LENGTH = 200


@transaction.atomic
def note_identity(
    *,
    person: Person,
    level: IdentityFact.Level,
    method: str,
    now: datetime,
    checked_by: UUID | None = None,
) -> IdentityFact:
    """Note how the person's identity was shown; return the fact that counts.

    A weaker sign-in never lowers what was shown before, and the same one is not noted twice.
    """
    _lock(person)
    latest = identity_facts(person).first()
    if latest and _adds_nothing(latest, level, method):
        return latest
    return IdentityFact.objects.create(
        person=person, level=level, method=clean_line(method)[:100], at=now, checked_by=checked_by
    )


def _adds_nothing(latest: IdentityFact, level: str, method: str) -> bool:
    before, after = RANK[IdentityFact.Level(latest.level)], RANK[IdentityFact.Level(level)]
    return after < before or (after == before and latest.method == clean_line(method)[:100])


def digest_number(number: str) -> str:
    """Return the keyed digest of a personal number, all that may outlive the request.

    Raises Invalid when there is no letter or digit in it.
    """
    digits = "".join(ch for ch in number if ch.isalnum()).upper()
    if not digits:
        raise Invalid({"number": _("The identity provider sent an empty personal number.")})
    return keyed_digest("personal number", digits.encode()).hex()


def store_personal_number(*, person: Person, number: str, now: datetime) -> None:
    """Keep the keyed digest of a personal number; the number itself is kept nowhere.

    Raises what `digest_number` and `store_number_digest` raise.
    """
    store_number_digest(person=person, digest=digest_number(number), now=now)


@transaction.atomic
def store_number_digest(*, person: Person, digest: str, now: datetime) -> None:  # noqa: ARG001 (every act takes the time; none is kept with a number)
    """Keep the digest of a personal number: one number, one account.

    Raises NotPermitted when another account has the number or this account has another one.
    """
    _lock(person)
    known = PersonalNumber.objects.select_related("person").filter(digest=digest).first()
    own = PersonalNumber.objects.filter(person=person).first()
    permit(
        rules.refuse_number(
            person,
            holder=known.person if known else None,
            own_digest=own.digest if own else "",
            digest=digest,
        )
    )
    kept, _is_new = PersonalNumber.objects.get_or_create(digest=digest, defaults={"person": person})
    # Another account may have taken the number since it was looked up.
    permit(rules.refuse_number(person, holder=kept.person, own_digest="", digest=digest))


@transaction.atomic
def issue_support_key(*, person: Person, seed: str = "", now: datetime) -> str:
    """Return a new support key to hand to the person; only today's date is kept, and a count.

    `seed` is what the page carried (`support_keys.make_key`). Raises NotPermitted
    (`rules.refuse_to_issue_support_key`).
    """
    locked = _lock(person)
    permit(rules.refuse_to_issue_support_key(locked, now))
    kind = "again" if locked.support_key_issued_on else "first"
    month, _new = SupportKeyCount.objects.get_or_create(month=now.date().replace(day=1))
    SupportKeyCount.objects.filter(pk=month.pk).update(**{kind: F(kind) + 1})
    locked.support_key_issued_on = now.date()
    locked.save(update_fields=["support_key_issued_on"])
    return support_keys.make_key(seed)


@transaction.atomic
def change_self(*, person: Person, full_name: str, language: str) -> Person:
    """Save the person's own name and language. Raises Invalid for a language we do not speak."""
    if language not in Language.values:
        raise Invalid({"language": _("Choose Kazakh, Russian or English.")})
    locked = _lock(person)
    locked.full_name = clean_line(full_name)[:NAME_LENGTH]
    locked.language = language
    locked.save(update_fields=["full_name", "language"])
    return locked


@transaction.atomic
def erase_person(*, person: Person, now: datetime) -> None:
    """Empty every personal field and remove what identified or signed in the person.

    The row stays, nameless, so that register entries stay valid. Every session ends, since the
    password that keys them is gone. Raises NotPermitted when it is erased already.
    """
    locked = _lock(person)
    permit(rules.refuse_to_erase(locked))
    for kept in (EmailAddress, Authenticator, SocialAccount):
        kept.objects.filter(user=locked).delete()
    IdentityFact.objects.filter(person=locked).delete()
    PersonalNumber.objects.filter(person=locked).delete()
    Invitation.objects.filter(email=locked.email).delete()
    locked.email = f"{uuid4()}@erased.invalid"
    locked.full_name, locked.language = "", Language.KAZAKH
    locked.support_key_issued_on, locked.last_login = None, None
    locked.is_active, locked.erased_at = False, now
    locked.set_unusable_password()
    locked.save()


@transaction.atomic
def invite(*, purpose: str, email: str = "", now: datetime) -> str:
    """Return a one-time code that lets somebody in within three days; its digest alone is kept."""
    code = new_code()
    Invitation.objects.create(
        digest=digest_code(code),
        purpose=purpose,
        email=email.strip().lower(),
        created_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    return code


@transaction.atomic
def enrol(*, email: str, full_name: str, language: str, now: datetime) -> Person:
    """Make an account without a password for somebody whose e-mail address is known to be theirs.

    Raises Invalid for an address that is unusable or taken, or an unknown language.
    """
    _check("email", validate_email, email)
    if person_by_email(email) is not None:
        raise Invalid({"email": _("There is an account with this address already.")})
    if language not in Language.values:
        raise Invalid({"language": _("Choose Kazakh, Russian or English.")})
    name = clean_line(full_name)[:NAME_LENGTH]
    person = Person.objects.create_user(email, None, full_name=name, language=language)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    note_identity(person=person, level=IdentityFact.Level.EMAIL, method="enrolled", now=now)
    return person


@dataclass(frozen=True, slots=True)
class Welcome:
    """Somebody who came by invitation, and what it was for."""

    person: Person
    purpose: str


@transaction.atomic
def use_invitation(
    code: str, *, now: datetime, email: str = "", full_name: str = "", password: str = ""
) -> Welcome:
    """Take an invitation once; return the person, who is made if the address is new here.

    The address of the invitation counts before the one given. Raises NotPermitted for a code that
    is unknown, used or expired, and Invalid for an unusable address or password.
    """
    invitation = Invitation.objects.select_for_update().filter(digest=digest_code(code)).first()
    permit(rules.refuse_invitation(invitation, now))
    assert invitation is not None  # noqa: S101 (refused above; told to the type checker)
    address = invitation.email or email.strip().lower()
    person = _invited(address, full_name, password, is_named=bool(invitation.email))
    invitation.used_at = now
    invitation.save(update_fields=["used_at"])
    return Welcome(person=person, purpose=invitation.purpose)


_ADDRESS_TAKEN = _(
    "This address cannot be used with this invitation. Sign in the usual way, or give another one."
)


def _invited(email: str, full_name: str, password: str, *, is_named: bool) -> Person:
    """Return the invited person. Only an invitation that names an address opens its account."""
    known = person_by_email(email)
    if known is not None:
        if not is_named:
            raise Invalid({"email": _ADDRESS_TAKEN})
        return known
    _check("email", validate_email, email)
    _check("password", validate_password, password)
    name = clean_line(full_name)[:NAME_LENGTH]
    person = Person.objects.create_user(email, password, full_name=name)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def _check(field: str, validate: object, value: str) -> None:
    try:
        validate(value)  # type: ignore[operator]
    except ValidationError as error:
        raise Invalid({field: " ".join(str(line) for line in error.messages)}) from None


def _lock(person: Person) -> Person:
    """Return the person's row, locked until the transaction ends."""
    return Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
