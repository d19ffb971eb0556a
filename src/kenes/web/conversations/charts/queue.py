"""What waits for the host of a conversation, and what was decided on everything else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kenes.web.conversations.charts import bars, words
from kenes.web.conversations.charts.counts import count_bars
from kenes.web.conversations.charts.figures import NOTHING, Column, Figure, Statement, Table


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A statement, its state by its code, and why it is in it or what it lacks ("" for nothing)."""

    statement: Statement
    state: str
    why: str = ""


def moderation_queue(rows: Sequence[QueueRow], states: Mapping[str, str]) -> Figure:
    """Draw how many statements are in each of the `states` (code and word); the first waits."""
    counts = {code: sum(row.state == code for row in rows) for code in states}
    return Figure(
        ident="queue",
        title=_("The queue"),
        finding=_finding(counts[next(iter(states))], len(rows)),
        method=_("Statements of this conversation by what was decided on them."),
        drawing=count_bars([(word, counts[code]) for code, word in states.items()])
        if rows
        else NOTHING,
        table=_table(rows, states),
    )


def _finding(waiting: int, every: int) -> str:
    if not waiting:
        return _("No statement waits for a decision")
    return words.of_all(_("Statements that wait for a decision"), waiting, every)


def _table(rows: Sequence[QueueRow], states: Mapping[str, str]) -> Table:
    order = list(states)
    columns = [
        *bars.statement_columns(),
        Column("state", _("State")),
        Column("why", _("Ground, or what is missing")),
    ]
    ranked = sorted(rows, key=lambda row: (order.index(row.state), row.statement.number))
    return Table(
        columns,
        [
            [*bars.statement_values(row.statement), states[row.state], row.why or "–"]
            for row in ranked
        ],
    )
