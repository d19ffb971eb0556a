"""The five axes as tags: a value's symbol, word and emphasis."""

from dataclasses import dataclass

from django.utils.functional import Promise

from kenes.web.shared.axes import AXES, AXIS_LABELS

type Text = str | Promise


FAMILIES = {
    "stage": "stage",
    "position": "position",
    "implementation": "done",
    "timeliness": "time",
    "grade": "grade",
}


EMPHASIS = {"overdue": "over", "due_soon": "near"}


@dataclass(frozen=True, slots=True)
class Tag:
    """One value of one axis: `components/tag.html`.

    `family` colours it, `symbol` (or `letter`) shapes it, `word` says it; `emphasis` is "over" or
    "near" for the two values that have a tinted ground.
    """

    family: str
    word: Text
    symbol: str = ""
    letter: str = ""
    emphasis: str = ""


def tag_of(axis: str, code: str, word: Text = "") -> Tag:
    """Return the tag of a value; `word` replaces its own word ("Overdue by 9 working days").

    `axis` is stage, position, implementation, timeliness or grade. Raises KeyError for a code
    that the axis does not have: a wrong code is a fault of the program, not of a reader.
    """
    symbol, own = AXES[axis][str(code)]
    letter = str(code) if axis == "grade" else ""
    emphasis = EMPHASIS.get(str(code), "") if axis == "timeliness" else ""
    return Tag(FAMILIES[axis], word or own, symbol, letter, emphasis)


@dataclass(frozen=True, slots=True)
class Axis:
    """A cell of the axes strip (`components/axes.html`): label, value, and whose word it is."""

    label: Text
    tag: Tag
    note: Text = ""


def axis_of(axis: str, code: str, *, word: Text = "", note: Text = "") -> Axis:
    """Return the strip's cell for a value, under the axis's own label."""
    return Axis(AXIS_LABELS[axis], tag_of(axis, code, word), note)
