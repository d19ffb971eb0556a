"""The table of `docs/benchmarks/log.md`, from the numbers of one run."""

from typing import Any

INTEGRATING = {
    "kenes": "Kenes, tiles on disk",
    "aics": "aics-tlog, tiles on disk",
    "pymerkle_memory": "pymerkle, memory",
    "pymerkle_sqlite": "pymerkle, SQLite, in batches of 65,536",
    "kenes_single": "Kenes, one at a time, tiles on disk",
    "pymerkle_sqlite_single": "pymerkle, SQLite, one at a time",
}
PROVING = {
    "kenes_proofs": "Kenes, a fresh reader each",
    "kenes_kept": "Kenes, one reader kept",
    "aics_proofs": "aics-tlog",
    "pymerkle_memory": "pymerkle, memory",
    "pymerkle_sqlite": "pymerkle, SQLite",
}


def tables_of(result: dict[str, Any]) -> str:
    """Return all tables of one measurement."""
    works, count = result["works"], result["entries"]
    works["kenes_kept"] = {
        name: works["kenes_proofs"][f"kept_{name}"] for name in ("proof_ms", "proof_cpu_ms")
    }
    return "\n\n".join([_heading(result), _growth(works, count), _proofs(works), _verify(works)])


def _heading(result: dict[str, Any]) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in result["versions"].items())
    return (
        f"`{result['command']}`, {result['date']}, {result['cores']} cores, load of the machine "
        f"before it began {result['load_before']}, Python {result['python']}, {versions}. "
        f"{result['entries']:,} entries; runs: {result['runs']}; "
        f"with pymerkle {result['slow_runs']}."
    )


def _growth(works: dict[str, Any], count: int) -> str:
    lines = [
        "| integrating | entries a second of CPU | on the wall | memory grown, MB |",
        "|---|---|---|---|",
    ]
    for name, title in INTEGRATING.items():
        work = works[name]
        done = work["entries"]["median"] if "entries" in work else count
        cells = [f"{done / work[clock]['median']:,.0f}" for clock in ("cpu_seconds", "seconds")]
        lines.append(f"| {title} | {cells[0]} | {cells[1]} | {_range(work['grown_mb'])} |")
    return "\n".join(lines)


def _proofs(works: dict[str, Any]) -> str:
    lines = ["| one proof | ms of CPU | ms on the wall |", "|---|---|---|"]
    for name, title in PROVING.items():
        work = works[name]
        lines.append(f"| {title} | {_range(work['proof_cpu_ms'])} | {_range(work['proof_ms'])} |")
    return "\n".join(lines)


def _verify(works: dict[str, Any]) -> str:
    ours, theirs = works["kenes_verify"], works["aics_verify"]
    bare, tenth = ours["bare_seconds"], works["kenes_verify_tenth"]["grown_mb"]
    times = theirs["cpu_seconds"]["median"] / bare["median"]
    grown = f"{_range(ours['grown_mb'])}; for a tenth of the entries {_range(tenth)}"
    rows = [
        ("verifying the whole log", "seconds of CPU", "times the bare hashing", "memory grown, MB"),
        ("---", "---", "---", "---"),
        ("bare loop of the same 2N SHA-256 calls", _range(bare), "1", "-"),
        ("Kenes", _range(ours["cpu_seconds"]), _range(ours["ratio_to_bare"]), grown),
        ("aics-tlog", _range(theirs["cpu_seconds"]), f"{times:.2f}", _range(theirs["grown_mb"])),
    ]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


def _range(value: dict[str, float]) -> str:
    return f"{value['median']:g} ({value['least']:g}-{value['most']:g})"
