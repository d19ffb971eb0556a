"""The table of `docs/benchmarks/log.md`, from the numbers of one run."""

from typing import Any

from benchmarks.log.sizes import SIZES

INTEGRATING = {
    "kenes": "Kenes, tiles on disk",
    "aics": "aics-tlog, tiles on disk",
    "pymerkle_memory": "pymerkle, memory",
    "pymerkle_sqlite": "pymerkle, SQLite, by `append_entries` of 65,536, one root at the end",
    "pymerkle_sqlite_ordinary": "pymerkle, SQLite, by `append_entry`, one root at the end",
    "kenes_single": "Kenes, one at a time, each with its files and root",
    "pymerkle_sqlite_single": "pymerkle, SQLite, one at a time, each with its root",
}
COMPARED = ("pymerkle_memory", "pymerkle_sqlite", "pymerkle_sqlite_ordinary")
CLOCKS = ("cpu_seconds", "seconds")
PROVING = {
    "kenes_proofs": "Kenes, a fresh reader each",
    "kenes_kept": "Kenes, one reader kept",
    "kenes_pages": "Kenes, as pages do: one kept, each path followed to the root",
    "aics_proofs": "aics-tlog",
    "pymerkle_memory": "pymerkle, memory",
    "pymerkle_sqlite": "pymerkle, SQLite",
}


def tables_of(result: dict[str, Any]) -> str:
    """Return all tables of one measurement."""
    works, count = result["works"], result["entries"]
    for word in ("kept", "pages"):
        works |= _proofs_of(word, works["kenes_proofs"])
    rooted = [_rooted(works, count)] if f"kenes_rooted_{SIZES[1]}" in works else []
    return "\n\n".join([
        _heading(result), _growth(works, count), _ratios(works, count), *rooted,
        _proofs(works), _verify(works),
    ])  # fmt: skip


def _proofs_of(word: str, work: dict[str, Any]) -> dict[str, Any]:
    """Return one way of proving as a work of its own; none in a run from before it was measured."""
    times = ("proof_ms", "proof_cpu_ms")
    found = {name: work[f"{word}_{name}"] for name in times if f"{word}_{name}" in work}
    return {f"kenes_{word}": found} if found else {}


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
        if name not in works:  # a run from before this work was measured
            continue
        work = works[name]
        cells = [f"{_rate(work, count, clock):,.0f}" for clock in CLOCKS]
        lines.append(f"| {title} | {cells[0]} | {cells[1]} | {_range(work['grown_mb'])} |")
    return "\n".join(lines)


def _ratios(works: dict[str, Any], count: int) -> str:
    """Return how many times as fast Kenes integrates as `pymerkle`, each way that it appends."""
    lines = ["| Kenes integrates, times as fast as | by CPU | on the wall |", "|---|---|---|"]
    for name in (name for name in COMPARED if name in works):
        times = [_rate(works["kenes"], count, clock) / _rate(works[name], count, clock)
                 for clock in CLOCKS]  # fmt: skip
        lines.append(f"| {INTEGRATING[name]} | {times[0]:.1f} | {times[1]:.1f} |")
    return "\n".join(lines)


def _rooted(works: dict[str, Any], count: int) -> str:
    """Return the like beside the like: a root after each batch, and no waiting for the disk."""
    lines = [
        "| a root after each batch of | Kenes, entries/s of CPU | pymerkle, SQLite | CPU | wall |",
        "|---|---|---|---|---|",
    ]
    for size in (size for size in SIZES if f"kenes_rooted_{size}" in works):
        ours, theirs = works[f"kenes_rooted_{size}"], works[f"pymerkle_sqlite_rooted_{size}"]
        rates = [_rate(work, count, "cpu_seconds") for work in (ours, theirs)]
        wall = _rate(ours, count, "seconds") / _rate(theirs, count, "seconds")
        cells = [f"{rate:,.0f}" for rate in rates]
        lines.append(f"| {size:,} | {' | '.join(cells)} | {rates[0] / rates[1]:.1f} | {wall:.1f} |")
    return "\n".join(lines)


def _rate(work: dict[str, Any], count: int, clock: str) -> float:
    """Return entries a second by one clock."""
    done: float = work["entries"]["median"] if "entries" in work else count
    return done / float(work[clock]["median"])


def _proofs(works: dict[str, Any]) -> str:
    lines = ["| one proof | ms of CPU | ms on the wall |", "|---|---|---|"]
    for name, title in PROVING.items():
        if name not in works:
            continue
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
