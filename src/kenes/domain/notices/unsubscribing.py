"""The link in each mail that ends mail: signed, for one person, good for a year."""

from uuid import UUID

from django.core import signing

SALT = "kenes notices unsubscribe"
A_YEAR = 366 * 24 * 3600


def make_token(person: UUID) -> str:
    """Return the token that lets whoever holds it end this person's mail."""
    return signing.dumps(str(person), salt=SALT)


def read_token(token: str) -> UUID | None:
    """Return whose mail a token ends, or None when it is changed, foreign or over a year old."""
    try:
        return UUID(signing.loads(token, salt=SALT, max_age=A_YEAR))
    except (signing.BadSignature, ValueError, TypeError):
        return None
