"""How good the map is: `uv run python -m benchmarks.opinion_quality [--quick]`.

On every real conversation, from the same votes: how well the places of people foretell votes that
were held back (AUC, five folds, the same rule for every map: a ridged logistic curve per statement
over the two axes), how much a place depends on the number of votes, and how far new accounts that
copy real people's votes move a statement's scores. Prints two tables; writes
benchmarks/results/opinion-quality.json.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from scipy.stats import rankdata, spearmanr

from kenes.engines.opinion import Moderation, Votes
from kenes.engines.opinion.measures.defence import defend
from kenes.engines.opinion.polis.ticks import compute_tick
from kenes.engines.opinion.reading import read_folder
from kenes.engines.opinion.stable.agreed import AgreedAcross
from kenes.engines.opinion.stable.maps import ENOUGH_VOTES, StableMap, compute_map

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("KENES_REAL_DATA") or ROOT / "../shared/data") / "opinion"
RESULT = ROOT / "benchmarks/results/opinion-quality.json"
SETS = ("biodiversity", "san-juan-land-bank", "vtaiwan-uberx", "bowling-green",
        "gold-oprah", "gold-meta")  # fmt: skip
FOLDS, RIDGE, STEPS = 5, 1.0, 12
MIMICS, SEEDS, TARGET = 0.05, 20, 0.7
"""New accounts as a share of people; the statement starts at this rank by the product."""
SCORES = ("product", "lower", "held")
type Places = dict[Any, np.ndarray]


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and write unless quick."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one small set, one seed")
    quick = parser.parse_args(arguments).quick
    names = SETS[-2:-1] if quick else SETS
    rows = [measure(name, 1 if quick else SEEDS) for name in names]
    print(foretelling_table(rows), attack_table(rows), sep="\n\n")
    if not quick:
        RESULT.write_text(json.dumps(rows, indent=1) + "\n")
    return 0


def measure(name: str, seeds: int) -> dict[str, Any]:
    """Return everything measured on one conversation."""
    found = read_folder(DATA / name)
    votes = latest(found.votes)
    whole = compute_map(votes, found.moderation)
    return {
        "name": name,
        "people": len(votes.people),
        "votes": len(votes),
        "auc": foretell(votes, found.moderation),
        "radius": {kind: lean(votes, places(kind, votes, found.moderation))
                   for kind in ("polis", "stable")},
        "groups": len(whole.names),
        "attack": medians([attack(whole, votes, found.moderation, seed) for seed in range(seeds)]
                          if whole.names else []),
    }  # fmt: skip


def latest(votes: Votes) -> Votes:
    """Return the last vote on each cell."""
    cell = votes.person.astype(np.int64) * len(votes.statements) + votes.statement
    _cells, last = np.unique(cell[::-1], return_index=True)
    kept = np.zeros(len(votes), np.bool_)
    kept[len(votes) - 1 - last] = True
    return votes.where(kept)


def foretell(votes: Votes, moderation: Moderation) -> dict[str, float]:
    """Return the AUC over held-back votes by the statement's mean alone and by each map."""
    fold = np.random.default_rng(7).integers(0, FOLDS, len(votes))
    shown = ~np.isin(votes.statements[votes.statement], list(moderation.out | moderation.meta))
    scores: dict[str, list[float]] = {"mean": [], "polis": [], "stable": []}
    for which in range(FOLDS):
        known, asked = votes.where(fold != which), (fold == which) & shown & (votes.vote != 0)
        for kind, of in scores.items():
            of.append(auc(guess(known, places(kind, known, moderation), votes, asked),
                          votes.vote[asked] == 1))  # fmt: skip
    return {kind: float(np.mean(of)) for kind, of in scores.items()}


def places(kind: str, votes: Votes, moderation: Moderation) -> Places:
    """Return each person's place on a map, in standard deviations of all; nobody's for the mean."""
    if kind == "mean":
        return {person: np.zeros(2) for person in votes.people.tolist()}
    if kind == "polis":
        tick = compute_tick(votes, moderation)
        people, points = tick.people, tick.positions
    else:
        found = compute_map(votes, moderation)
        people, points = found.layout.people, found.positions.points
    spread = float(np.sqrt((points * points).mean())) or 1.0
    return dict(zip(people.tolist(), points / spread, strict=True))


def guess(known: Votes, at: Places, votes: Votes, asked: np.ndarray) -> np.ndarray:
    """Return the chance of agreeing for each asked vote, from a curve per statement."""
    decided = known.vote != 0
    where = np.array([at[one] for one in known.people.tolist()])
    chance = np.full(int(asked.sum()), 0.5)
    asked_of = votes.statements[votes.statement[asked]]
    nobody = np.zeros(2)
    asked_at = np.array([at.get(one, nobody) for one in votes.people[votes.person[asked]].tolist()])
    for code, statement in enumerate(known.statements.tolist()):
        rows = decided & (known.statement == code)
        wanted = asked_of == statement
        if rows.any() and wanted.any():
            curve = fit(where[known.person[rows]], known.vote[rows] == 1)
            chance[wanted] = along(curve, asked_at[wanted])
    return chance


def fit(where: np.ndarray, agrees: np.ndarray) -> np.ndarray:
    """Return intercept and slopes of a logistic curve, slopes held by a ridge, by Newton steps."""
    design = np.column_stack([np.ones(len(where)), where])
    held = np.diag([0.1, RIDGE, RIDGE])
    curve = np.zeros(3)
    for _step in range(STEPS):
        chance = 1 / (1 + np.exp(-design @ curve))
        pull = design.T @ (agrees - chance) - held @ curve
        bend = (design * (chance * (1 - chance))[:, np.newaxis]).T @ design + held
        curve = curve + np.linalg.solve(bend, pull)
    return curve


def along(curve: np.ndarray, where: np.ndarray) -> np.ndarray:
    """Return the chance of agreeing at each place."""
    return 1 / (1 + np.exp(-(curve[0] + where @ curve[1:])))


def auc(chance: np.ndarray, agrees: np.ndarray) -> float:
    """Return how often an agree was given a higher chance than a disagree."""
    ranks = rankdata(chance)
    yes, no = int(agrees.sum()), int((~agrees).sum())
    return float((ranks[agrees].sum() - yes * (yes + 1) / 2) / (yes * no))


def lean(votes: Votes, at: Places) -> float:
    """Return Spearman's correlation of distance from the middle and number of votes.

    Over those with votes enough to be in a group.
    """
    number = np.bincount(votes.person)
    shown = number >= ENOUGH_VOTES
    radius = np.array([np.hypot(*at[one]) for one in votes.people[shown].tolist()])
    return float(spearmanr(radius, number[shown]).statistic)


def attack(whole: StableMap, votes: Votes, moderation: Moderation, seed: int) -> dict[str, Any]:
    """Add mimics that agree with one statement; return how far its scores and ranks move."""
    shown = ~whole.layout.out & np.isfinite(whole.agreed.product)
    ranked = np.argsort(np.where(shown, -whole.agreed.product, np.inf), kind="stable")
    target = int(ranked[int(TARGET * shown.sum())])
    after = compute_map(with_mimics(votes, whole.layout.statements[target], seed), moderation,
                        last=whole.last)  # fmt: skip
    scores = {"before": standing(whole.agreed, defend(whole).agreed, target)}
    if after.names:
        scores["after"] = standing(after.agreed, defend(after).agreed, target)
    return scores


def medians(attacks: list[dict[str, Any]]) -> dict[str, float]:
    """Return how far scores moved, and how many ranks up, where there were groups after it too."""
    tried = [one for one in attacks if "after" in one]
    found: dict[str, float] = {"tries": len(tried)}
    for key in SCORES if tried else ():
        ways = {key: 1, f"{key}_rank": -1}
        found |= {
            name: sign * median(one["after"][name] - one["before"][name] for one in tried)
            for name, sign in ways.items()
        }
    return found


def with_mimics(votes: Votes, statement: Any, seed: int) -> Votes:
    """Return the votes and 5 % new accounts: copies of real people that all agree with one."""
    rng = np.random.default_rng(seed)
    enough = np.flatnonzero(np.bincount(votes.person) >= ENOUGH_VOTES)
    models = rng.choice(enough, max(1, round(MIMICS * len(votes.people))))
    people, statements = [votes.people[votes.person]], [votes.statements[votes.statement]]
    signs, newest = [votes.vote], int(votes.people.max())
    for number, model in enumerate(models.tolist(), start=1):
        rows = (votes.person == model) & (votes.statements[votes.statement] != statement)
        statements.append(np.append(votes.statements[votes.statement[rows]], statement))
        signs.append(np.append(votes.vote[rows], 1))
        people.append(np.full(len(signs[-1]), newest + number))
    return Votes.of(np.concatenate(people), np.concatenate(statements), np.concatenate(signs))


def standing(plain: AgreedAcross, held: AgreedAcross, target: int) -> dict[str, float]:
    """Return a statement's scores, and the share of statements that stand before it."""
    scores = {"product": plain.product, "lower": plain.lower, "held": held.lower}
    found = {name: float(score[target]) for name, score in scores.items()}
    for name, score in scores.items():
        seen = score[np.isfinite(score)]
        found[f"{name}_rank"] = float((seen > score[target]).mean())
    return found


def foretelling_table(rows: list[dict[str, Any]]) -> str:
    """Return AUC and dependence on votes, by conversation."""
    lines = [
        "| conversation | people | votes | AUC: mean alone | Polis | ours | radius: Polis | ours |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        of, radius = row["auc"], row["radius"]
        lines.append(
            f"| {row['name']} | {row['people']:,} | {row['votes']:,} | {of['mean']:.4f} "
            f"| {of['polis']:.4f} | {of['stable']:.4f} "
            f"| {radius['polis']:+.2f} | {radius['stable']:+.2f} |"
        )
    return "\n".join(lines)


def attack_table(rows: list[dict[str, Any]]) -> str:
    """Return the median moves of a statement's scores and ranks, by conversation."""
    lines = [
        "| conversation | groups | tries | product | lower | held | rank: product | lower | held |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        of = row["attack"]
        moves = [f"{of[key]:+.3f}" if of["tries"] else "-" for key in SCORES]
        gains = [f"{100 * of[f'{key}_rank']:+.0f} %" if of["tries"] else "-" for key in SCORES]
        cells = [row["name"], str(row["groups"]), str(of["tries"]), *moves, *gains]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
