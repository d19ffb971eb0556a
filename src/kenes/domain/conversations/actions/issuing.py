"""The keys of the checked tier are made and destroyed; people who were checked are issued tokens.

The server signs what it cannot read, once a person, and keeps no time (docs/specs/blind-tokens.md,
clause 3).
"""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.keyed import keyed_digest
from kenes.domain.accounts.models import Person
from kenes.domain.conversations import events, token_rules
from kenes.domain.conversations.actions.recording import note
from kenes.domain.conversations.models import Conversation, TokenIssue, TokenKey
from kenes.domain.conversations.queries.tokens import issued_of, spent_in, token_key_of
from kenes.domain.conversations.tokens import TIER, public_key
from kenes.domain.institutions.queries import today_at
from kenes.domain.shared.refusals import Invalid, NotPermitted, permit
from kenes.engines.blind import tokens
from kenes.engines.blind.errors import BlindError, Fault
from kenes.engines.blind.keys import PrivateKey

_NOT_BLINDED: Promise = _(
    "What your browser sent is no request for a token. Load the page again and ask once more."
)


def make_token_key(conversation: Conversation, *, now: datetime) -> TokenKey | None:
    """Make the key of a conversation that is being opened and publish it on the register.

    None where the conversation has no checked tier. The key stands there before anybody asks.
    """
    if not conversation.takes_tokens:
        return None
    made = PrivateKey.generate()
    sealed = made.to_pem(_password(conversation))
    key = TokenKey.objects.create(conversation=conversation, public=made.public.der, sealed=sealed)
    note(events.TokenKeyPublished(tier=TIER, key_der=made.public.der.hex()), conversation, now=now)
    return key


def destroy_token_key(conversation: Conversation, *, now: datetime) -> None:
    """Throw away the private half of a conversation that is over; publish what was counted."""
    key = TokenKey.objects.filter(conversation=conversation).first()
    if key is None:
        return
    key.sealed = b""
    key.save(update_fields=["sealed"])
    fact = events.TokenKeyDestroyed(
        tier=TIER,
        key_id=public_key(key).key_id.hex(),
        issued=issued_of(key),
        spent=spent_in(conversation),
    )
    note(fact, conversation, now=now)


@transaction.atomic
def issue_token(
    *, conversation: Conversation, blinded: bytes, person: Person, now: datetime
) -> bytes:
    """Sign a blinded token for somebody who was checked; return the blind signature.

    The same bytes get the same answer, so that a broken line costs nobody their token. Raises
    NotPermitted (`token_rules`), for other bytes `token_already_issued`, and Invalid ("blinded").
    """
    on = today_at(conversation.body, now)
    permit(token_rules.refuse_to_issue_token(person, conversation, on=on))
    key = token_key_of(conversation)
    found, _is_new = TokenIssue.objects.get_or_create(
        token_key=key,
        person=person,
        defaults={"blinded_sha256": hashlib.sha256(blinded).hexdigest()},
    )
    if found.blinded_sha256 != hashlib.sha256(blinded).hexdigest():
        raise NotPermitted(token_rules.another_request())
    return _signed(conversation, key, blinded)


def _signed(conversation: Conversation, key: TokenKey, blinded: bytes) -> bytes:
    private = PrivateKey.from_pem(bytes(key.sealed), _password(conversation))
    try:
        return tokens.issue(private, blinded)
    except BlindError as error:
        if error.fault is not Fault.ASKER:
            raise
        raise Invalid({"blinded": _NOT_BLINDED}) from None


def _password(conversation: Conversation) -> bytes:
    """Return what closes a private key: a dump of the database alone opens none."""
    return keyed_digest("token key", conversation.public_id.bytes).hex().encode()
