"""Try an act from a form: done once, or stopped with a reason and the input kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kenes.domain.shared.actions import once
from kenes.domain.shared.queries import done_already
from kenes.domain.shared.refusals import Conflict, Invalid, NotPermitted, Refusal
from kenes.web.acting.forms import ActForm, keep_problems

NO_NAMES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of an act. `result` is what it returned, also to a second click."""

    is_done: bool = False
    result: str = ""
    refusal: Refusal | None = None
    conflict: Conflict | None = None

    @property
    def status(self) -> int:
        """The status of the page that shows the form again."""
        if self.conflict is not None:
            return self.conflict.status
        return self.refusal.status if self.refusal is not None else 422


def attempt(
    form: ActForm,
    act: str,
    run: Callable[[], str],
    *,
    now: datetime,
    names: Mapping[str, str] = NO_NAMES,
) -> Attempt:
    """Run an act of a sent form once; turn the domain's refusals into what the page shows.

    The first click may have taken away what the second one chooses: a form that is no longer
    valid is asked for what it did before.
    """
    if not form.is_valid():
        done = done_already(form.act_key, act) if form.raw_key else None
        return Attempt() if done is None else Attempt(is_done=True, result=done)
    try:
        return Attempt(is_done=True, result=once(form.act_key, act, run, now=now))
    except Invalid as error:
        keep_problems(form, error, names)
        return Attempt()
    except NotPermitted as error:
        return Attempt(refusal=error.refusal)
    except Conflict as error:
        return Attempt(conflict=error)
