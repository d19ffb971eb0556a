"""The order in which Polis's language walks a map of more than eight numbers.

It decides two kinds of ties in Polis, so it is part of the rules (clauses 5 and 8): the numbers
are hashed by Murmur3 and sorted by the hash's five-bit digits, lowest digit first.
"""

from collections.abc import Sequence
from functools import lru_cache

WORD = 0xFFFFFFFF
UNHASHED = 8
"""A map of at most so many entries keeps them in the order they came."""


def hash_order(numbers: Sequence[int]) -> list[int]:
    """Return the places of `numbers` in walking order.

    >>> hash_order([5, 3, 4])
    [0, 1, 2]
    >>> [int(place) for place in hash_order(range(9))]
    [0, 7, 1, 4, 6, 3, 2, 5, 8]
    """
    places = range(len(numbers))
    if len(numbers) <= UNHASHED:
        return list(places)
    return sorted(places, key=lambda place: _digits(numbers[place]))


@lru_cache(maxsize=1 << 16)
def _digits(number: int) -> tuple[int, ...]:
    """Return the hash's digits of five bits, lowest first."""
    word = _murmur3(number)
    return tuple((word >> shift) & 31 for shift in range(0, 35, 5))


def _murmur3(number: int) -> int:
    """Hash a 64-bit integer as two words, 32-bit Murmur3 with seed 0; zero stays zero."""
    if number == 0:
        return 0
    word = 0
    for half in (number & WORD, (number >> 32) & WORD):
        mixed = _turn(half * 0xCC9E2D51 & WORD, 15) * 0x1B873593 & WORD
        word = (_turn(word ^ mixed, 13) * 5 + 0xE6546B64) & WORD
    word ^= 8
    word = (word ^ word >> 16) * 0x85EBCA6B & WORD
    word = (word ^ word >> 13) * 0xC2B2AE35 & WORD
    return word ^ word >> 16


def _turn(word: int, by: int) -> int:
    return (word << by | word >> 32 - by) & WORD
