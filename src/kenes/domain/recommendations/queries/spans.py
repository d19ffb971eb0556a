"""How rows of many keys are asked for: naming thousands of keys costs more than the rows do."""

from collections.abc import Sequence

from django.db.models import Q


def among(keys: Sequence[int], column: str) -> Q:
    """Return the condition for rows whose `column` is one of `keys`, which are in order.

    Where the keys lie close together this is their span, so rows of a few keys in between may
    come along: callers pass over what they did not ask for.
    """
    if len(keys) > 1 and keys[-1] - keys[0] < 2 * len(keys):
        return Q((f"{column}__gte", keys[0]), (f"{column}__lte", keys[-1]))
    return Q((f"{column}__in", keys))
