"""How a visit is made, what it may answer, and what it may write: nothing."""

from collections import Counter
from itertools import count

from django.apps import apps
from django.db import connection
from django.test import Client

BACKEND = "django.contrib.auth.backends.ModelBackend"
ANSWERS = {200, 302, 403, 404, 410}
REFUSALS = {302, 403, 404, 405, 410}
FORM_ANSWERS = ANSWERS | {405, 409, 422, 429}
# What a visit may write: the visit itself.
TABLES_OF_VISITS = {"shared_cache", "django_session", "conversations_exposure"}
"""Sessions, what is kept, and how often a statement was shown (a count without anybody)."""


# Wrong codes are counted by network address: each visitor comes from one of his own.
ADDRESSES = (f"2001:db8::{number:x}" for number in count(1))


def client_of(person) -> Client:
    client = Client(raise_request_exception=False, REMOTE_ADDR=next(ADDRESSES))
    if person is not None:
        client.force_login(person, backend=BACKEND)
    return client


def rows() -> Counter[str]:
    """Return how many rows each table has, but for those of the visit."""
    tables = {model._meta.db_table for model in apps.get_models()} - TABLES_OF_VISITS
    counts = (f"SELECT '{name}', COUNT(*) FROM {name}" for name in sorted(tables))
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(counts))
        return Counter(dict(cursor.fetchall()))
