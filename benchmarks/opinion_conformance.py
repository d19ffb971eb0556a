"""Hold the map against Polis's: `uv run python -m benchmarks.opinion_conformance [--quick]`.

Every stored result stage by stage, and every log with times replayed in six batch counts against
the published groups. Writes benchmarks/results/opinion-conformance.json and prints two tables.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from kenes.engines.opinion import adjusted_rand
from kenes.engines.opinion.polis.conformance import compare_stages
from kenes.engines.opinion.polis.ticks import replay
from kenes.engines.opinion.reading import Conversation, read_folder

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("KENES_REAL_DATA") or ROOT / "../shared/data") / "opinion"
RESULT = ROOT / "benchmarks/results/opinion-conformance.json"
TICKS = (100, 140, 180, 220, 260, 300)
SLACK = 0.02
PUBLISHED = {
    "biodiversity": (0.85, 0.99),
    "san-juan-land-bank": (0.44, 0.46),
    "vtaiwan-uberx": (0.73, 0.97),
}
"""Range of the index over batch counts when Polis's rules were replayed before."""


def main(arguments: list[str] | None = None) -> int:
    """Measure, write, and return 1 if a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two batch counts of one log")
    quick = parser.parse_args(arguments).quick
    stages = [stages_of(folder) for folder in sorted(DATA.glob("gold-*"))]
    names = ["biodiversity"] if quick else list(PUBLISHED)
    replays = [replays_of(name, (20, 40) if quick else TICKS) for name in names]
    print(stage_table(stages), replay_table(replays), sep="\n\n")
    if not quick:
        RESULT.write_text(json.dumps({"stages": stages, "replays": replays}, indent=1) + "\n")
    missed = [one["name"] for one in stages if not one["is_equal"]]
    missed += [one["name"] for one in replays if not quick and one["median"] < one["bar"]]
    return 1 if missed else 0


def stages_of(folder: Path) -> dict[str, Any]:
    """Return the worst difference over all stages of one stored result."""
    found = read_folder(folder)
    stages = compare_stages(found.votes, found.blob or {})
    return {
        "name": folder.name,
        "people": len(found.votes.people),
        "statements": len(found.votes.statements),
        "stages": len(stages),
        "worst": max(stage.worst for stage in stages),
        "is_equal": all(stage.is_equal for stage in stages),
    }


def replays_of(name: str, batches: tuple[int, ...]) -> dict[str, Any]:
    """Replay one log and compare with its published groups."""
    found = read_folder(DATA / name)
    runs = [compare(found, ticks) for ticks in batches]
    low, high = PUBLISHED[name]
    return {
        "name": name,
        "batches": list(batches),
        "adjusted_rand": [run["adjusted_rand"] for run in runs],
        "median": median(run["adjusted_rand"] for run in runs),
        "bar": (low + high) / 2 - SLACK,
        "in_conversation": [run["inside"] for run in runs],
        "published": runs[0]["published"],
        "in_both": [run["both"] for run in runs],
    }


def compare(found: Conversation, ticks: int) -> dict[str, Any]:
    """Return the index over people grouped by both, and how many each has."""
    tick = replay(found.votes, found.moderation, ticks=ticks)
    assert found.published is not None
    published = dict(
        zip(found.published.people.tolist(), found.published.group.tolist(), strict=True)
    )
    theirs = np.array([published.get(name, -1) for name in tick.people.tolist()])
    both = (theirs >= 0) & (tick.group >= 0)
    return {
        "adjusted_rand": round(adjusted_rand(theirs[both], tick.group[both]), 3),
        "inside": int(tick.inside.sum()),
        "published": int((theirs >= 0).sum()),
        "both": int(both.sum()),
    }


def stage_table(stages: list[dict[str, Any]]) -> str:
    """Return the stages as a table."""
    lines = ["| stored result | people x statements | stages | worst difference | all equal |",
             "|---|---|---|---|---|"]  # fmt: skip
    lines += [
        f"| {one['name']} | {one['people']} x {one['statements']} | {one['stages']} "
        f"| {one['worst']:.0e} | {'yes' if one['is_equal'] else 'NO'} |"
        for one in stages
    ]
    return "\n".join(lines)


def replay_table(replays: list[dict[str, Any]]) -> str:
    """Return the replays as a table."""
    lines = ["| log | batches | adjusted Rand index | median | bar | in conversation / published |",
             "|---|---|---|---|---|---|"]  # fmt: skip
    for one in replays:
        indexes, inside = (", ".join(map(str, one[key]))
                           for key in ("adjusted_rand", "in_conversation"))  # fmt: skip
        batches = ", ".join(map(str, one["batches"]))
        lines.append(
            f"| {one['name']} | {batches} | {indexes} | {one['median']:.3f} | {one['bar']:.3f} "
            f"| {inside} / {one['published']} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
