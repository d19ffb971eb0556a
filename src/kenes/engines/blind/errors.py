"""One family of errors: what failed, at which step, and whose fault it is."""

from enum import StrEnum


class Fault(StrEnum):
    """Who has to explain what was found."""

    ASKER = "asker"
    """Who asked for a signature sent something that cannot be signed."""
    ISSUER = "issuer"
    """Who signs gave a key or a signature that does not hold."""
    TOKEN = "token"  # noqa: S105  # the name of a fault
    """The token in hand is damaged, forged, or for something else."""
    PROGRAM = "program"
    """The calling program brought a value that cannot be used."""


class BlindError(ValueError):
    """Something about a blind signature does not hold.

    `step` names the check in dotted words ("sign.range"), `expected` and `found` the two values
    in short form where there are two. No secret is ever among them.

    >>> str(BlindError("The signature is for another message.", step="verify", fault=Fault.TOKEN))
    'The signature is for another message.'
    """

    def __init__(
        self, sentence: str, *, step: str, fault: Fault, expected: str = "", found: str = ""
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.step = step
        self.fault = fault
        self.expected = expected
        self.found = found


def refuse_length(octets: bytes, size: int, *, name: str, step: str, fault: Fault) -> None:
    """Raise BlindError if `octets`, called `name` in the sentence, are not `size` bytes."""
    if len(octets) != size:
        raise BlindError(
            f"{name} has another length than its key or form asks for. Send it whole.",
            step=step,
            fault=fault,
            expected=f"{size} bytes",
            found=f"{len(octets)} bytes",
        )
