"""Which statements say nearly the same, for whoever merges doubles: by letters, no model."""

from collections.abc import Iterable, Mapping

from kenes.domain.conversations.queries import Shown

OFFERED = 10
"""So many are offered to choose from."""


def likest(statement: Shown, others: Iterable[Shown], limit: int = OFFERED) -> list[Shown]:
    """Return the statements most like this one, in either language, the likest first.

    Likeness is the share of triples of letters that two texts have in common (Dice); of equals the
    lower number comes first. Statements without a language in common come last.
    """
    own = _triples(statement)
    known = [(one, _likeness(own, _triples(one))) for one in others if one.pk != statement.pk]
    known.sort(key=lambda pair: (-pair[1], pair[0].number))
    return [one for one, _likeness_of_it in known[:limit]]


def _triples(statement: Shown) -> dict[str, set[str]]:
    """Return by language the triples of letters of a text, without case and further spaces."""
    texts = {of: " ".join(one.text.casefold().split()) for of, one in statement.texts.items()}
    return {of: {text[at : at + 3] for at in range(len(text))} for of, text in texts.items()}


def _likeness(one: Mapping[str, set[str]], other: Mapping[str, set[str]]) -> float:
    """Return the larger of the likenesses by language, 0 to 1."""
    both = one.keys() & other.keys()
    sums = {of: len(one[of]) + len(other[of]) for of in both}
    return max((2 * len(one[of] & other[of]) / sums[of] for of in both if sums[of]), default=0.0)
