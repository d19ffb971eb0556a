"""What the worker is at when it is killed, and what its operator does before he starts it again."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from kenes.domain.register.log import places
from kenes.domain.register.log.integrating import integrate, own_log
from kenes.project.integrator import Integrator
from tests.crash.checking import keep_checkpoint
from tests.crash.copies import Copies
from tests.factories.register import light_lamps

WAITING = 4


def nothing() -> None:
    """Start the worker again: no more is asked of anybody."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A name, what stands before, the work that is struck, and what mends it."""

    name: str
    published: int
    work: Callable[[], object]
    mend: Callable[[], object] = nothing

    @property
    def entries(self) -> int:
        """How many entries there are when the work begins."""
        return self.published + WAITING

    def prepare(self, copies: Copies) -> None:
        """Publish in two steps, so that observers have seen an earlier tree; let four wait."""
        home = copies.prepare(self.name)
        half = self.published // 2
        for begin, count in ((1, half), (1 + half, self.published - half)):
            if count:
                places.make_keys()
                with transaction.atomic():
                    light_lamps(count, begin=begin)
                integrate(own_log())
                keep_checkpoint(home)
        light_lamps(WAITING, begin=self.published + 1)


def begin() -> None:
    """Do what `kenes work` does with the log when it starts."""
    assert Integrator().begin()


def begin_from_nothing() -> None:
    places.make_keys()
    begin()


def rotate() -> None:
    places.rotate_log_key()
    places.make_keys()


SCENES = (
    Scene("tile", 254, begin),
    Scene("first", 0, begin_from_nothing, mend=places.make_keys),
    Scene("rotation", 3, rotate, mend=places.make_keys),
)
