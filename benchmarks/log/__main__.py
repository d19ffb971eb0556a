"""Measure the log: `uv run --group oracles-log python -m benchmarks.log`."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.log.sizes import SIZES

RESULT = Path(__file__).resolve().parents[1] / "results/log.json"
PACKAGES = ("cryptography", "aics-tlog", "pymerkle")
SMALLER = 10  # memory is shown to be flat by comparing with a tenth of the entries


def main() -> None:
    """Run every work in turn, as often as asked, and write medians with their range."""
    chosen = _arguments()
    if chosen.work:
        from benchmarks.log.work import run

        print(json.dumps(run(chosen.work, chosen.entries, Path(chosen.folder))))
        return
    result = {
        "command": _command(chosen),
        "date": datetime.now(UTC).date().isoformat(),
        "entries": chosen.entries,
        "runs": chosen.runs,
        "slow_runs": chosen.slow_runs,
        "cores": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in PACKAGES},
        "works": _works(chosen),
    }
    path = Path(chosen.output or RESULT)
    path.write_text(json.dumps(result, indent=1) + "\n")
    print(f"Written: {path}")


def _works(chosen: argparse.Namespace) -> dict[str, dict[str, dict[str, float]]]:
    """Interleave the works, so that what else the machine does falls on all alike."""
    found: dict[str, list[dict[str, float]]] = {}
    for turn in range(chosen.runs):
        with tempfile.TemporaryDirectory(prefix="kenes-bench-", dir="/tmp") as folder:
            for name in ("kenes", "aics"):
                place = str(Path(folder) / name)
                for work in (name, f"{name}_proofs", f"{name}_verify"):
                    _measure(found, work, chosen.entries, place)
            _measure(found, "kenes_single", chosen.entries, str(Path(folder) / "kenes"))
            for work in ("pymerkle_sqlite_ordinary", "pymerkle_sqlite_single"):
                _measure(found, work, chosen.entries, str(Path(folder) / work))
            if turn < chosen.slow_runs:
                for name in ("pymerkle_memory", "pymerkle_sqlite"):
                    _measure(found, name, chosen.entries, str(Path(folder) / name))
                _rooted(found, chosen, Path(folder))
            smaller = str(Path(folder) / "smaller")
            for work in ("kenes", "kenes_verify"):
                _measure(found, work, chosen.entries // SMALLER, smaller, f"{work}_tenth")
    return {name: _ranges(times) for name, times in found.items()}


def _rooted(
    found: dict[str, list[dict[str, float]]], chosen: argparse.Namespace, folder: Path
) -> None:
    """Grow both trees batch by batch, and see that they are the same tree."""
    for size in SIZES[1:2] if chosen.quick else SIZES:
        works = (f"kenes_rooted_{size}", f"pymerkle_sqlite_rooted_{size}")
        for work in works:
            _measure(found, work, chosen.entries, str(folder / work))
        roots = {(folder / work / "root").read_bytes() for work in works}
        if len(roots) > 1:
            raise SystemExit(f"In batches of {size} Kenes and pymerkle made different roots.")


def _measure(
    found: dict[str, list[dict[str, float]]], work: str, entries: int, folder: str, name: str = ""
) -> None:
    Path(folder).mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "benchmarks.log", "--work", work]
    done = subprocess.run(
        [*command, "--entries", str(entries), "--folder", folder],
        capture_output=True,
        text=True,
        check=True,
    )
    numbers = json.loads(done.stdout)
    found.setdefault(name or work, []).append(numbers)
    print(name or work, {key: round(value, 3) for key, value in numbers.items()}, flush=True)


def _ranges(times: list[dict[str, float]]) -> dict[str, dict[str, float]]:
    return {key: _range([one[key] for one in times]) for key in times[0]}


def _range(values: list[float]) -> dict[str, float]:
    numbers = {"median": median(values), "least": min(values), "most": max(values)}
    return {name: round(value, 3) for name, value in numbers.items()}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.log", description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5, help="paired runs (%(default)s)")
    parser.add_argument("--slow-runs", type=int, default=5, help="of them with pymerkle")
    parser.add_argument("--output", help="file for the numbers; benchmarks/results by default")
    parser.add_argument("--quick", action="store_true", help="20,000 entries, one run")
    parser.add_argument("--work", help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.entries, chosen.runs, chosen.slow_runs = 20_000, 1, 1
    return chosen


def _command(chosen: argparse.Namespace) -> str:
    size = "--quick" if chosen.quick else f"--entries {chosen.entries} --runs {chosen.runs}"
    slow = "" if chosen.quick else f" --slow-runs {chosen.slow_runs}"
    return f"uv run --group oracles-log python -m benchmarks.log {size}{slow}"


if __name__ == "__main__":
    main()
