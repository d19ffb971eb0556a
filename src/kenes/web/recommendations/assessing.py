"""How both sides see the implementation, and the gap between them in words."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kenes.domain.recommendations.queries.detail import Story
from kenes.domain.shared.languages import current_language, name_of
from kenes.web.recommendations.evidence import url_of
from kenes.web.shared.axes import AXES
from kenes.web.shared.components import GapView, Side, Text
from kenes.web.shared.formats import long_date

if TYPE_CHECKING:
    from kenes.domain.recommendations.models import Assessment

_SCALE = ("not_started", "limited", "substantial", "complete")


def gap_of(story: Story) -> GapView | None:
    """Return the latest assessment of each side on one rail; None before the first one."""
    latest = {found.side: found for found in reversed(story.assessments)}
    if not latest:
        return None
    return GapView(
        sentence=_gap(latest.get("state"), latest.get("civil")),
        state=_side(story, latest.get("state")),
        civil=_side(story, latest.get("civil")),
        third=_side(story, latest.get("independent")),
    )


def _side(story: Story, found: "Assessment | None") -> Side | None:
    if found is None:
        return None
    who = name_of(found.assessor) if found.assessor else _("the author")
    files = story.files.get(("assessment", found.pk), [])
    return Side(
        level=found.value,
        grounds=found.grounds,
        evidence=[(url_of(row), row.title) for row in files],
        by=f"{who}, {long_date(found.at, current_language())}",
    )


def _gap(state: "Assessment | None", civil: "Assessment | None") -> Text:
    if state is None or civil is None:
        return _("One side has assessed so far.")
    values = (state.value, civil.value)
    if values[0] == values[1]:
        return _("No gap: both sides say the same.")
    if "no_evidence" in values:
        said, silent = (
            (civil, _("the State")) if state.value == "no_evidence" else (state, _("civil society"))
        )
        word = AXES["implementation"][said.value][1]
        return _("No evidence found by: %(side)s. The other side says: %(level)s.") % {
            "side": silent, "level": word,
        }  # fmt: skip
    steps = abs(_SCALE.index(values[0]) - _SCALE.index(values[1]))
    return ngettext("Gap: %(steps)s step.", "Gap: %(steps)s steps.", steps) % {"steps": steps}
