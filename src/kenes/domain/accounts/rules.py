"""What a person may not do with an account, and why."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import IdentityFact, Invitation, Person
from kenes.domain.accounts.queries import identity_level, is_at_least
from kenes.domain.shared.refusals import Refusal

KEY_AGAIN_AFTER = timedelta(days=180)
Level = IdentityFact.Level


def refuse_to_issue_support_key(person: Person, now: datetime) -> Refusal | None:
    """Say why no key is issued: identity not shown, or a key issued not long ago.

    The first key needs an e-mail address. Another one lets its holder support twice, so it needs
    a surer identity and half a year between.
    """
    if person.erased_at is not None:
        return Refusal("account_erased", _("This account was erased."))
    level = identity_level(person)
    if not is_at_least(level, Level.EMAIL):
        return Refusal(
            "identity_not_shown",
            _("No key can be issued: it is not shown yet that the e-mail address is yours."),
            _("Sign in once with the code that is sent to your e-mail address."),
        )
    if person.support_key_issued_on is None:
        return None
    return _refuse_another_key(person, level, now)


def _refuse_another_key(person: Person, level: Level, now: datetime) -> Refusal | None:
    if not is_at_least(level, Level.OIDC):
        return Refusal(
            "key_already_issued",
            _("You have been given a key, and one person has one key."),
            _("Use the printed key. If it is lost, sign in with an identity provider first."),
        )
    issued_on = person.support_key_issued_on
    if issued_on is not None and now.date() - issued_on < KEY_AGAIN_AFTER:
        return Refusal(
            "key_issued_lately",
            _("You were given a key less than half a year ago."),
            _("Use the printed key, or ask again later."),
        )
    return None


def refuse_invitation(invitation: Invitation | None, now: datetime) -> Refusal | None:
    """Say why an invitation admits nobody: unknown, used or too old."""
    remedy = _("Ask the person who sent the link for a new one.")
    if invitation is None:
        return Refusal("invitation_unknown", _("This invitation is not known here."), remedy)
    if invitation.used_at is not None:
        return Refusal("invitation_used", _("This invitation has been used."), remedy)
    if invitation.expires_at <= now:
        return Refusal("invitation_expired", _("This invitation has expired."), remedy)
    return None


def refuse_to_erase(person: Person) -> Refusal | None:
    """Say why an account cannot be erased: it is erased already."""
    if person.erased_at is not None:
        return Refusal("account_erased", _("This account was erased."))
    return None


def refuse_number(
    person: Person, *, holder: Person | None, own_digest: str, digest: str
) -> Refusal | None:
    """Say why a personal number is not taken: another account has it, or this one has another."""
    if holder is not None and holder.pk != person.pk:
        return Refusal(
            "number_in_use",
            _("This personal number belongs to another account, and one person has one account."),
            _("Sign in to the other account, or erase it first."),
        )
    if own_digest and own_digest != digest:
        return Refusal(
            "other_number",
            _("Your account is tied to another personal number."),
            _("Sign in with the identity provider that you used before."),
        )
    return None
