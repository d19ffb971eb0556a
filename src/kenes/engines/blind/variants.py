"""The four named variants of RFC 9474 section 5."""

from dataclasses import dataclass

HASH_SIZE = 48
"""SHA-384, in the message's digest and in the mask (RFC 9474 section 5)."""
PREFIX_SIZE = 32
"""Random bytes that PrepareRandomize puts before a message (RFC 9474 section 4.1)."""


@dataclass(frozen=True)
class Variant:
    """How a message is prepared and padded. A key serves one variant only (section 6.2).

    `prefix_size` and `salt_size` are in bytes.
    """

    name: str
    prefix_size: int
    salt_size: int


RANDOMIZED = Variant("RSABSSA-SHA384-PSS-Randomized", PREFIX_SIZE, HASH_SIZE)
"""What Kenes uses: safe also if the signer made its key with ill intent (section 7, on messages
with little chance in them)."""
ZERO_RANDOMIZED = Variant("RSABSSA-SHA384-PSSZERO-Randomized", PREFIX_SIZE, 0)
DETERMINISTIC = Variant("RSABSSA-SHA384-PSS-Deterministic", 0, HASH_SIZE)
ZERO_DETERMINISTIC = Variant("RSABSSA-SHA384-PSSZERO-Deterministic", 0, 0)

VARIANTS = {
    variant.name: variant
    for variant in (RANDOMIZED, ZERO_RANDOMIZED, DETERMINISTIC, ZERO_DETERMINISTIC)
}
