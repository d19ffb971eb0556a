"""One family of errors: what failed, where, and whose fault it is.

A verifier that only says "no" leaves its reader as helpless as a server that says nothing.
"""

from enum import StrEnum


class Fault(StrEnum):
    """Who has to explain what was found."""

    LOG = "log"
    """The log published something that does not hold."""
    WITNESS = "witness"
    """A witness signed something that does not hold, or did not sign."""
    FILE = "file"
    """The file in hand (a proof, a receipt, an entry) is damaged or is another one."""
    READER = "reader"
    """What the reader brought to check with (a key, a policy, an argument) cannot be used."""


class LogError(ValueError):
    """Something about a transparency log does not hold.

    `step` names the check in dotted words ("note.signature"), `place` the path, line or index
    where it failed, `expected` and `found` the two values in short form where there are two.

    >>> str(LogError("The root differs.", step="log.root", fault=Fault.LOG, place="checkpoint"))
    'checkpoint: The root differs.'
    """

    def __init__(
        self,
        sentence: str,
        *,
        step: str,
        fault: Fault,
        place: str = "",
        expected: str = "",
        found: str = "",
    ) -> None:
        super().__init__(f"{place}: {sentence}" if place else sentence)
        self.sentence = sentence
        self.step = step
        self.fault = fault
        self.place = place
        self.expected = expected
        self.found = found

    def blamed(self, fault: Fault, place: str = "") -> "LogError":
        """Return the same finding under another fault or place.

        A parser cannot know who wrote what it reads; its caller can.
        """
        return LogError(
            self.sentence,
            step=self.step,
            fault=fault,
            place=place or self.place,
            expected=self.expected,
            found=self.found,
        )

    def facts(self) -> dict[str, str]:
        """Return the finding as plain values, for a report in JSON."""
        pairs = {
            "step": self.step,
            "fault": self.fault.value,
            "place": self.place,
            "sentence": self.sentence,
            "expected": self.expected,
            "found": self.found,
        }
        return {name: value for name, value in pairs.items() if value}
