"""From the engine's further measures to the values of charts: divides, doubts, texts, trust."""

import numpy as np

from kenes.engines.opinion.arrays import Floats, Mask
from kenes.engines.opinion.measures.defence import Defence
from kenes.engines.opinion.measures.divisive import divide
from kenes.engines.opinion.measures.partition import Partition
from kenes.engines.opinion.measures.slate import Slate
from kenes.engines.opinion.measures.translation import TranslationEffect
from kenes.engines.opinion.stable.agreed import AgreedAcross
from kenes.engines.opinion.stable.maps import StableMap
from kenes.engines.opinion.votes import AGREE
from kenes.web.conversations.charts.adapters import Texts, group_row, known_columns, share_in
from kenes.web.conversations.charts.agreed import HALF
from kenes.web.conversations.charts.divide import DivideRow
from kenes.web.conversations.charts.figures import Tally
from kenes.web.conversations.charts.languages import LanguageRow
from kenes.web.conversations.charts.slate import SlateRow
from kenes.web.conversations.charts.trust import Trust
from kenes.web.conversations.charts.unsure import VotedRow


def voted_rows(found: StableMap, texts: Texts) -> list[VotedRow]:
    """Return the votes of everybody on each statement that is shown."""
    return [
        VotedRow(text, _everybody(found, column)) for column, text in known_columns(found, texts)
    ]


def _everybody(found: StableMap, column: int) -> Tally:
    agrees, disagrees, votes = found.everybody[column].tolist()
    return Tally(agrees, disagrees, votes - agrees - disagrees)


def divide_rows(found: StableMap, texts: Texts) -> list[DivideRow]:
    """Return how far the groups lie apart on each statement; not told where a cell is hidden."""
    spread = divide(found.counts).spread if found.names else np.zeros(0)
    return [
        DivideRow(
            text,
            _told(spread, found.hidden, column),
            group_row(found, column, text).tallies,
            is_unsure=VotedRow(text, _everybody(found, column)).is_unsure,
        )
        for column, text in known_columns(found, texts)
    ]


def _told(spread: Floats, hidden: Mask, column: int) -> float | None:
    return None if not len(spread) or hidden[:, column].any() else float(spread[column])


def language_rows(
    found: StableMap, partition: Partition, effect: TranslationEffect, texts: Texts
) -> list[LanguageRow]:
    """Return each statement by the text that was read; the parts are "kk" and "ru"."""
    places = {name: place for place, name in enumerate(partition.names)}
    return [
        LanguageRow(
            text,
            share_in(partition, places["kk"], column) if "kk" in places else None,
            share_in(partition, places["ru"], column) if "ru" in places else None,
            is_flagged=bool(effect.is_flagged[column]),
        )
        for column, text in known_columns(found, texts)
    ]


def slate_rows(found: StableMap, chosen: Slate, texts: Texts) -> tuple[list[SlateRow], int]:
    """Return the statements of a slate with their reach, and how many people agree with anything.

    A statement without a text for the reader still reaches its people; it is named in no row.
    """
    matrix, known = found.layout.matrix, dict(known_columns(found, texts))
    rows = np.repeat(np.arange(matrix.height), matrix.row_counts)
    shown = ~found.layout.out[matrix.columns]
    agreeing = (matrix.values == AGREE) & shown
    people = len(np.unique(rows[agreeing]))
    covered, found_rows = np.zeros(matrix.height, np.bool_), []
    for column in chosen.statements:
        covered[rows[agreeing & (matrix.columns == column)]] = True
        if column in known:
            found_rows.append(SlateRow(known[column], float(covered.sum()) / max(people, 1)))
    return found_rows, people


def trust_of(
    found: StableMap,
    defence: Defence,
    *,
    digest: str,
    engine: str,
    seed: int,
    effect: TranslationEffect | None = None,
) -> Trust:
    """Return what is stated beside a map: its agreements, and those that hold."""
    agreed = _agreed(found.agreed) & ~found.layout.out
    return Trust(
        agreed=int(agreed.sum()),
        without_copies=int((agreed & _agreed(defence.agreed)).sum()),
        without_active=int((agreed & _agreed(defence.without_active)).sum()),
        to_turn=int(defence.flip[agreed].min()) if agreed.any() else None,
        stability=found.grouping.stability if found.grouping else None,
        texts_flagged=int(effect.is_flagged.sum()) if effect is not None else None,
        digest=digest,
        engine=engine,
        seed=seed,
    )


def _agreed(scores: AgreedAcross) -> Mask:
    """Mark statements that are surely above one half in every part; false where not told."""
    mask: Mask = np.nan_to_num(scores.lower, nan=0.0) > HALF
    return mask
