"""From votes to everything that is published of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kenes.domain.conversations.figures.holding import last_map
from kenes.domain.conversations.figures.parts import agreed_in, part_figures, stand_for
from kenes.domain.conversations.figures.picture import picture_of, place_of
from kenes.domain.conversations.figures.steps import hold_drawn, hold_parts, hold_place
from kenes.domain.conversations.figures.votes import Ballots
from kenes.engines.opinion.arrays import Floats
from kenes.engines.opinion.measures.partition import groups_of, split_by
from kenes.engines.opinion.measures.translation import compare_texts
from kenes.engines.opinion.opendata.folder import Before, Publication, open_data
from kenes.engines.opinion.stable.maps import StableMap
from kenes.engines.opinion.stable.suppression import LEAST
from kenes.engines.opinion.votes import AGREE, Moderation

BASIS = ("basis", "sha256", "engine", "version", "seed")
POINTS = 2
"""Digits of what is made of the votes of all at once: no more than a reader is shown."""
type Texts = Mapping[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Published:
    """A result as it was published: its figures, and the file of tables beside them."""

    figures: Mapping[str, Any]
    tables: bytes


@dataclass(frozen=True, slots=True)
class Computed:
    """The verdict on groups, the figures, and the files of open data they rest on, by name."""

    verdict: str
    figures: dict[str, Any]
    files: Mapping[str, bytes]


def compute(
    ballots: Ballots,
    *,
    with_votes: bool = False,
    last: Mapping[str, Any] | None = None,
    before: Published | None = None,
    texts: Texts | None = None,
    facts: Mapping[str, Any] | None = None,
    merged: Mapping[int, Sequence[int]] | None = None,
) -> Computed:
    """Compute the figures of `ballots`, holding on to the figures published `last`.

    What moved too little since the result `before` stays as it was there (`steps`). `texts` say
    what each statement reads, `merged` which doubles each took in. Where `with_votes` and not
    tables are the open data, voters are numbered anew, and no figure is there that rows do not
    give: none by region or text.
    """
    if with_votes:
        ballots = ballots.by_what_was_said()
    made = open_data(
        ballots.votes, Moderation(), with_votes=with_votes, last=last_map(last, ballots),
        texts=texts, facts=facts, merged=merged,
        before=Before(before.figures["map"], before.tables) if before else None,
    )  # fmt: skip
    known = {} if with_votes else _known_of_people(ballots)
    shown = before.figures if before else None
    figures = {
        "data": {name: made.result[name] for name in BASIS},
        "map": made.figures,
        **(hold_drawn(made, shown) or _drawn(made, None if with_votes else ballots)),
        "place": hold_place(place_of(made.found), made, shown),
        "parts": hold_parts(_parts(made.found, known), made, shown),
    }
    return Computed(made.found.verdict.value, figures, made.files)


def _drawn(made: Publication, ballots: Ballots | None) -> dict[str, Any]:
    """Return what pages draw beside what the engine publishes; no `ballots` beside rows."""
    found = made.found
    return {
        "picture": picture_of(found),
        "stand_for": stand_for(found),
        "reach": _reach(found, made.figures["slate"]),
        **({} if ballots is None else {"texts": _texts(found, ballots)}),
        "tiers": {} if ballots is None else _tiers(found, ballots),
    }


def _known_of_people(ballots: Ballots) -> dict[str, Mapping[int, str]]:
    """Return by person what stands in no row of votes."""
    return {"language": ballots.languages, "region": ballots.regions}


def _parts(found: StableMap, known: Mapping[str, Mapping[int, str]]) -> dict[str, Any]:
    """Return the shares by group, and by what else is known of people."""
    parts = {by: part_figures(split_by(found, of)) for by, of in known.items()}
    return {"group": part_figures(groups_of(found)), **parts}


def _texts(found: StableMap, ballots: Ballots) -> dict[str, Any]:
    """Return the effect of the Russian text beside the Kazakh one, by statement, and flags."""
    effect = compare_texts(found, ballots.texts_by_cell())
    numbers = found.layout.statements
    return {
        "effect": [_number(one, POINTS) for one in effect.effect.tolist()],
        "flagged": numbers[effect.is_flagged].tolist(),
    }


def _reach(found: StableMap, slate: list[int]) -> dict[str, Any]:
    """Return how many agree with anything, in tens, and the share that the slate comes to reach."""
    matrix, numbers = found.layout.matrix, found.layout.statements.tolist()
    rows = np.repeat(np.arange(matrix.height), matrix.row_counts)
    agreeing = matrix.values == AGREE
    people = len(np.unique(rows[agreeing]))
    covered, reached = np.zeros(matrix.height, np.bool_), []
    for number in slate:
        covered[rows[agreeing & (matrix.columns == numbers.index(number))]] = True
        reached.append(round(float(covered.sum()) / max(people, 1), POINTS))
    return {"people": people // LEAST * LEAST, "reached": reached}


def _tiers(found: StableMap, ballots: Ballots) -> dict[str, int | None]:
    """Return how many statements are agreed on by those of each tier, where there are several."""
    tier = np.array([ballots.tiers.get(one, "") for one in found.layout.people.tolist()])
    names = sorted(set(tier.tolist()))
    if len(names) <= 1:
        return {}
    return {name: agreed_in(found, np.flatnonzero(tier == name)) for name in names}


def _number(value: Floats | float, digits: int) -> float | None:
    return round(float(value), digits) + 0.0 if np.isfinite(value) else None
