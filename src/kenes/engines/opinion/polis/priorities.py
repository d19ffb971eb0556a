"""Which statements are worth showing next."""

import numpy as np

from kenes.engines.opinion.arrays import Counts, Floats, Mask

META = 7.0
NEWNESS = 8.0


def prioritise(total: Counts, extremity: Floats, meta: Mask) -> Floats:
    """Return the priority of each statement; the chance to be drawn is proportional (clause 15).

    `total` are agrees, disagrees and votes by statement, summed over the groups of the tick
    before. Statements about the participant have 49.

    >>> prioritise(np.array([[0, 0, 0]], np.int32), np.zeros(1), np.zeros(1, bool)).tolist()
    [5.0625]
    """
    agrees, disagrees, votes = total.T.astype(np.float64)
    passing = (votes - agrees - disagrees + 1) / (votes + 2)
    importance = (1 - passing) * (extremity + 1) * ((agrees + 1) / (votes + 2))
    return np.where(meta, META, importance * (1 + NEWNESS * 2 ** (votes / -5))) ** 2
