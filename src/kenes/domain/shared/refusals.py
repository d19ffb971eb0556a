"""Why something may not be done: a value that hides a button, explains on the page, stops an act.

Every rule returns a `Refusal` or `None`. An action calls `permit(...)`, which raises
`NotPermitted`; one middleware turns the error into a page, a fragment or JSON.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason that a person can read.

    `code` is stable and documented; `message` is a translatable sentence that says what cannot be
    done and why; `remedy` says what to do instead; `clause` names the rule or law behind it.
    """

    code: str
    message: str | Promise
    remedy: str | Promise = ""
    clause: str | Promise = ""
    status: int = 403


class KenesError(Exception):
    """The root of the few errors that the domain raises."""

    status = 500


class NotPermitted(KenesError):
    """An act was refused; `refusal` says why."""

    status = 403

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class NotFound(KenesError):
    """There is nothing here, or nothing that this reader may see."""

    status = 404


class Gone(KenesError):
    """The address was in use and is kept as a tombstone; `refusal` names the ground.

    `entry` is the register's entry of the act that took away what stood there, where there is one.
    """

    status = 410

    def __init__(self, refusal: Refusal, *, entry: Any = None) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal
        self.entry = entry


class Conflict(KenesError):
    """Somebody else changed the same thing first; both texts are kept for the page.

    `theirs` and `yours` map a field's label to its text.
    """

    status = 409

    def __init__(
        self,
        refusal: Refusal,
        *,
        theirs: Mapping[str, str] | None = None,
        yours: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal
        self.theirs = theirs or {}
        self.yours = yours or {}


class Invalid(KenesError):
    """What was handed in cannot be used; `problems` maps a field to a readable sentence."""

    status = 422

    def __init__(self, problems: Mapping[str, Any]) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


def permit(refusal: Refusal | None) -> None:
    """Do nothing, or raise NotPermitted carrying the refusal that the page already shows."""
    if refusal is not None:
        raise NotPermitted(refusal)
