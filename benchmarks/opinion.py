"""The map beside red-dwarf 0.4.0: `uv run --group oracles-opinion python -m benchmarks.opinion`.

The same made-up votes, in memory before the clock starts, go through both in turn, in one process:
red-dwarf's whole pipeline, Polis's rules once (cold), and the stable map. Wall and CPU seconds,
the least of the runs. `--sizes 1000x100 10000x200 50000x500` chooses; `--quick` is 300 x 40, once.
"""

import argparse
import json
import os
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from kenes.engines.opinion import Moderation, Votes
from kenes.engines.opinion.polis.result import describe
from kenes.engines.opinion.polis.ticks import replay
from kenes.engines.opinion.stable.maps import compute_map

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "benchmarks/results/opinion.json"
VOTES_A_PERSON = 26
NOTHING = Moderation()


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and write unless quick."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", default=["1000x100", "10000x200"])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args(arguments)
    sizes = ["300x40"] if options.quick else options.sizes
    load = os.getloadavg()[0]
    rows = [measure(size, 1 if options.quick else options.runs) for size in sizes]
    print(table(rows))
    if not options.quick:
        found = {"cores": os.cpu_count(), "load_before": round(load, 1), "sizes": rows}
        RESULT.write_text(json.dumps(found, indent=1) + "\n")
    return 0


def measure(size: str, runs: int) -> dict[str, Any]:
    """Return the least wall and CPU seconds of each maker of maps, taken in turn."""
    people, statements = map(int, size.split("x"))
    votes = made_up(people, statements)
    makers = makers_of(votes)
    for make in makers.values():
        make(made_up(60, 20))
    seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in makers}
    for _run in range(runs):
        for name, make in makers.items():
            seconds[name].append(timed(lambda make=make: make(votes)))
    least = {name: [min(side) for side in zip(*of, strict=True)] for name, of in seconds.items()}
    return {"size": size, "votes": len(votes), "runs": runs, "seconds": least}


def makers_of(votes: Votes) -> dict[str, Callable[[Votes], object]]:
    """Return what makes a map; red-dwarf only where it is installed."""
    makers: dict[str, Callable[[Votes], object]] = {
        "polis": lambda votes: describe(replay(votes, NOTHING, ticks=1), NOTHING),
        "stable": lambda votes: compute_map(votes, NOTHING),
    }
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from reddwarf.implementations.polis import run_pipeline
    except ModuleNotFoundError:
        return makers
    rows = {id(votes): as_rows(votes)}

    def pipeline(votes: Votes) -> object:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return run_pipeline(votes=rows.get(id(votes)) or as_rows(votes))

    return {"red-dwarf": pipeline, **makers}


def as_rows(votes: Votes) -> list[dict[str, int]]:
    """Return votes as red-dwarf takes them."""
    columns = (votes.people[votes.person], votes.statements[votes.statement], votes.vote)
    return [
        {"participant_id": person, "statement_id": statement, "vote": vote}
        for person, statement, vote in zip(*(column.tolist() for column in columns), strict=True)
    ]


def made_up(people: int, statements: int) -> Votes:
    """Return votes of three camps, some 26 a person, from one seed."""
    rng = np.random.default_rng(3)
    camp = rng.integers(0, 3, people)
    leaning = rng.choice([-1, 0, 1], p=[0.4, 0.1, 0.5], size=(3, statements))
    seen = rng.random((people, statements)) < min(0.7, VOTES_A_PERSON / statements)
    person, statement = np.nonzero(seen)
    order = rng.permutation(len(person))
    person, statement = person[order], statement[order]
    stray = rng.random(len(person)) < 0.15
    vote = np.where(stray, rng.integers(-1, 2, len(person)), leaning[camp[person], statement])
    return Votes.of(person, statement, vote.astype(np.int8))


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Return wall and CPU seconds of one act."""
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - wall, time.process_time() - cpu


def table(rows: list[dict[str, Any]]) -> str:
    """Return the seconds, and how many times faster than red-dwarf, as a table."""
    lines = ["| people x statements | votes | maker | wall s | CPU s | times faster (wall, CPU) |",
             "|---|---|---|---|---|---|"]  # fmt: skip
    for row in rows:
        peer = row["seconds"].get("red-dwarf")
        for name, (wall, cpu) in row["seconds"].items():
            ratio = f"{peer[0] / wall:.0f}, {peer[1] / cpu:.0f}" if peer else "-"
            lines.append(
                f"| {row['size']} | {row['votes']:,} | {name} | {wall:.3f} | {cpu:.3f} | {ratio} |"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
