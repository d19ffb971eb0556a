"""No one is exposed by a small number: small cells are hidden, and what would give them back."""

import numpy as np

from kenes.engines.opinion.arrays import Counts, Mask, Places

LEAST = 10


def hide_small(counts: Counts, least: int = LEAST) -> Mask:
    """Mark the cells (part, statement) that may not be shown beside the statement's total.

    A cell with fewer than `least` votes is hidden; then, as long as the hidden cells of a statement
    together have fewer than `least` votes or are a single one, the smallest shown cell is hidden
    too, because the total less what is shown gives them back (clause 34). Empty cells hide nobody.

    >>> hide_small(np.array([[[4, 0, 4]], [[9, 9, 30]], [[9, 9, 40]]], np.int32)).ravel().tolist()
    [True, True, False]
    """
    votes = counts[:, :, 2].astype(np.int64)
    hidden: Mask = (votes > 0) & (votes < least)
    for statement in np.flatnonzero(hidden.any(axis=0)):
        _hide_more(votes[:, statement], hidden[:, statement], least)
    return hidden


def _hide_more(votes: Places, hidden: Mask, least: int) -> None:
    """Hide further cells of one statement, in place."""
    while hidden.sum() == 1 or votes[hidden].sum() < least:
        shown = np.flatnonzero(~hidden & (votes > 0))
        if not len(shown):
            return
        hidden[shown[np.argmin(votes[shown])]] = True
