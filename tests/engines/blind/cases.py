"""Keys, vectors and one refusal helper for the tests of blind signatures."""

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from kenes.engines.blind.errors import BlindError
from kenes.engines.blind.keys import PrivateKey

# A busy machine is no finding; a signature takes 20 milliseconds, so examples are few.
few = settings(deadline=None, max_examples=12)

VECTORS = Path(__file__).resolve().parents[2] / "vectors/blind"


def flipped(octets, bit):
    """Return `octets` with one bit changed."""
    place = bit % (8 * len(octets))
    changed = bytearray(octets)
    changed[place // 8] ^= 1 << place % 8
    return bytes(changed)


def read(name):
    return json.loads((VECTORS / name).read_text())


def of_primes(numbers):
    return PrivateKey.from_primes(int(numbers["p"], 16), int(numbers["q"], 16))


RFC = read("rfc9474.json")
ISSUER, OTHER = (of_primes(read("keys.json")[name]) for name in ("issuer", "other"))


@cache
def rfc_key():
    """The RFC's key of 4,096 bits; its primes are tested once, when it is first asked for."""
    return of_primes(RFC["key"])


def refused(step, fault, act, *arguments, **named):
    """Assert that `act` is refused at `step` by `fault`, with a sentence; return the error."""
    with pytest.raises(BlindError) as caught:
        act(*arguments, **named)
    assert (caught.value.step, caught.value.fault) == (step, fault)
    assert str(caught.value).endswith(".")
    return caught.value
