"""How the map grows: `uv run python -m benchmarks.opinion_scale [--sizes 33422x783x62 ...]`.

Each size is people x statements x votes a person, made up, written as parquet and measured in a
process of its own: reading, the first map, one tick of a thousand votes, and the most memory it
ever held. Seconds are of the wall, CPU beside them; the least of `--runs`.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from kenes.engines.opinion import Moderation
from kenes.engines.opinion.reading import read_votes
from kenes.engines.opinion.stable.ledger import Ledger
from kenes.engines.opinion.stable.maps import compute_map, compute_tick

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "benchmarks/results/opinion-scale.json"
SIZES = ("4000x100x25", "33422x783x62", "100000x500x30", "1000000x1000x33")
TICK, CAMPS, STRAY, BATCH = 1000, 3, 0.15, 20_000


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and write unless other sizes were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", default=list(SIZES))
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--measure", type=Path, help="one file, in this process")
    options = parser.parse_args(arguments)
    if options.measure:
        print(json.dumps(measured(options.measure)))
        return 0
    load = round(os.getloadavg()[0], 1)
    rows = [measure(size, options.runs) for size in options.sizes]
    print(table(rows))
    if options.sizes == list(SIZES):
        found = {"cores": os.cpu_count(), "load_before": load, "sizes": rows}
        RESULT.write_text(json.dumps(found, indent=1) + "\n")
    return 0


def measure(size: str, runs: int) -> dict[str, Any]:
    """Return the least of each figure over some processes."""
    people, statements, each = map(int, size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "votes.parquet"
        votes = write(path, people, statements, each)
        command = [sys.executable, "-m", "benchmarks.opinion_scale", "--measure", str(path)]
        found = [
            json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            for _run in range(runs)
        ]
    least = {name: min(one[name] for one in found) for name in found[0]}
    return {"size": size, "votes": votes, "runs": runs, **least}


def write(path: Path, people: int, statements: int, each: int) -> int:
    """Write made-up votes of three camps in no order of people; return how many there are."""
    rng = np.random.default_rng(3)
    leaning = rng.choice([-1, 0, 1], p=[0.4, 0.1, 0.5], size=(CAMPS, statements))
    parts = [
        some(rng, leaning, range(first, min(first + BATCH, people)), each)
        for first in range(0, people, BATCH)
    ]
    whole = pl.concat(parts)
    whole[rng.permutation(len(whole))].write_parquet(path)
    return len(whole)


def some(rng: np.random.Generator, leaning: np.ndarray, people: range, each: int) -> pl.DataFrame:
    """Return the votes of some people."""
    statements = leaning.shape[1]
    camp = rng.integers(0, CAMPS, len(people))
    seen = rng.random((len(people), statements)) < each / statements
    person, statement = np.nonzero(seen)
    stray = rng.random(len(person)) < STRAY
    vote = np.where(stray, rng.integers(-1, 2, len(person)), leaning[camp[person], statement])
    columns = {
        "person": (person + people.start).astype(np.int32),
        "statement": statement.astype(np.int32),
        "vote": vote.astype(np.int8),
    }
    return pl.DataFrame(columns)


def measured(path: Path) -> dict[str, float]:
    """Return the seconds of each step, and the most memory held, in MiB."""
    nothing = Moderation()
    warm_up()
    votes, reading = timed(lambda: read_votes(path))
    first, cold = timed(lambda: compute_map(votes, nothing))
    people, statements = len(votes.people), len(votes.statements)
    ledger, last = Ledger.of(votes), first.last
    rng = np.random.default_rng(5)
    voters, voted = rng.integers(0, people, TICK), rng.integers(0, statements, TICK)
    for person, statement in zip(voters.tolist(), voted.tolist(), strict=True):
        ledger.cast(person, statement, 1)
    _map, tick = timed(lambda: compute_tick(ledger, last=last))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "read": reading[0], "read_cpu": reading[1], "cold": cold[0], "cold_cpu": cold[1],
        "tick": tick[0], "tick_cpu": tick[1], "memory": most,
    }  # fmt: skip


def warm_up() -> None:
    """Load the compiled loops."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "few.parquet"
        write(path, 3000, 30, 12)
        compute_map(read_votes(path), Moderation())


def timed[Found](act: Callable[[], Found]) -> tuple[Found, tuple[float, float]]:
    """Return what an act returns, and its seconds of wall and CPU."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = act()
    return found, (time.perf_counter() - wall, time.process_time() - cpu)


def table(rows: list[dict[str, Any]]) -> str:
    """Return the figures, and what a vote costs beside the first size."""
    lines = [
        "| people x statements | votes | read s | first map (CPU) | tick (CPU) | MiB | a vote |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        people, statements, _each = row["size"].split("x")
        cost = 1e6 * (row["read_cpu"] + row["cold_cpu"]) / row["votes"]
        lines.append(
            f"| {int(people):,} x {statements} | {row['votes']:,} | {row['read']:.2f} "
            f"| {row['cold']:.2f} ({row['cold_cpu']:.2f}) "
            f"| {row['tick']:.2f} ({row['tick_cpu']:.2f}) | {row['memory']:.0f} | {cost:.2f} us |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
