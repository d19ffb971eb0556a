"""Write the tables of the pages of benchmarks: `uv run python -m benchmarks.tables`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.log import tables as log

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
LOG_PAGE = ROOT / "docs" / "benchmarks" / "log.md"
BEGIN, END = "<!-- tables: written by benchmarks/tables.py -->", "<!-- end of tables -->"


def main() -> None:
    """Put the tables between their marks; the words around them are written by hand."""
    _put(PAGE, "pages-*.json", tables_of)
    _put(LOG_PAGE, "log.json", log.tables_of)


def _put(page: Path, results: str, tables_of: Callable[[dict[str, Any]], str]) -> None:
    """Write the tables of all results of one kind into their page."""
    found = [
        json.loads(path.read_text()) for path in sorted((ROOT / "benchmarks/results").glob(results))
    ]
    text = page.read_text(encoding="utf-8")
    before, _begin, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    tables = "\n\n".join(map(tables_of, found))
    page.write_text(f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}", encoding="utf-8")


def tables_of(result: dict[str, Any]) -> str:
    """Return all tables of one measurement."""
    parts = [_heading(result), _reads(result["reads"])]
    if "uncached" in result:
        parts += [_uncached(result["uncached"]), _paired(result["paired"]), _memory(result)]
    return "\n\n".join(parts)


def _heading(result: dict[str, Any]) -> str:
    return (
        f"## {result['database']}, {result['recommendations']:,} recommendations\n\n"
        f"`{result['command']}`, {result['date']}, {result['cores']} cores, load of the machine "
        f"before it began {result['load_before']}, Python {result['python']}, Django "
        f"{result['django']}, paired runs: {result['runs']}."
    )


def _reads(reads: dict[str, Any]) -> str:
    lines = ["| page | queries | rows | queries when kept | bytes |", "|---|---|---|---|---|"]
    for page, row in reads.items():
        numbers = (row["queries"], row["rows"], row["kept_queries"], row["bytes"])
        lines.append(f"| {page} | " + " | ".join(f"{number:,}" for number in numbers) + " |")
    return "\n".join(lines)


def _uncached(pages: dict[str, Any]) -> str:
    lines = [
        "Not kept, median of the runs:", "",
        "| page | server CPU ms | database CPU ms | clients | p50 ms | p95 ms | requests/s |",
        "|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    for page, row in pages.items():
        for clients, load in row["clients"].items():
            lines.append(
                f"| {page} | {_range(row['cpu_ms'])} | {_range(row['database_cpu_ms'])} "
                f"| {clients} | {_range(load['p50_ms'])} | {_range(load['p95_ms'])} "
                f"| {_range(load['per_second'])} |"
            )
    return "\n".join(lines)


def _paired(pairs: dict[str, Any]) -> str:
    lines = [
        "Beside a bare view in the same runs, four clients:", "",
        "| asked | requests/s | server CPU ms | share of the bare view's requests/s | by CPU |",
        "|---|---|---|---|---|",
    ]  # fmt: skip
    for name, row in pairs.items():
        columns = ("per_second", "cpu_ms", "share_of_bare", "cpu_share_of_bare")
        lines.append(f"| {name} | " + " | ".join(_range(row[column]) for column in columns) + " |")
    return "\n".join(lines)


def _memory(result: dict[str, Any]) -> str:
    lines = ["| worker's memory, MB (resident / proportional) | 1 | 2 |"]
    lines.append("|---|---|---|")
    for moment, workers in result["memory"].items():
        cells = (f"{worker['rss']} / {worker['pss']}" for worker in workers)
        lines.append(f"| {moment.replace('_', ' ')} | " + " | ".join(cells) + " |")
    if not result["exports"]:
        return "\n".join(lines)
    lines += ["", "| export | seconds | CPU seconds | MB | greatest memory of a worker, MB |"]
    lines.append("|---|---|---|---|---|")
    for kind, row in result["exports"].items():
        peaks = "; ".join(f"{int(rows):,} lines: {peak}" for rows, peak in row["peak_mb"].items())
        numbers = (row["seconds"], row["cpu_seconds"], row["megabytes"], peaks)
        lines.append(f"| {kind} | " + " | ".join(map(str, numbers)) + " |")
    return "\n".join(lines)


def _range(value: dict[str, float]) -> str:
    return f"{value['median']:g} ({value['least']:g}-{value['most']:g})"


if __name__ == "__main__":
    main()
