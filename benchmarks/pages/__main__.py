"""Seed and measure: `uv run python -m benchmarks.pages --database sqlite`."""

import argparse
import json
import os
import platform
import secrets
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import django

from benchmarks.pages.cluster import postgresql

RESULTS = Path(__file__).resolve().parents[1] / "results"


def main() -> None:
    """Run one measurement from an empty database to a file of numbers."""
    chosen = _arguments()
    # A stop from outside closes everything that was started, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    with _home(chosen.home) as home, _database(chosen.database, chosen.home):
        _prepare(home)
        result = _measure(chosen, home)
    text = json.dumps(result, indent=1, ensure_ascii=False)
    is_part = chosen.seed_only or chosen.reads_only or chosen.exports_only
    if is_part and not chosen.output:
        print(text)  # a part never takes the place of the whole table
        return
    path = Path(chosen.output or RESULTS / f"pages-{chosen.database}.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n")
    print(f"Written: {path}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.pages", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--recommendations", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5, help="paired runs (%(default)s)")
    parser.add_argument("--seconds", type=float, default=1.0, help="of each burst (%(default)s)")
    parser.add_argument("--output", help="file for the numbers; benchmarks/results by default")
    parser.add_argument("--home", help="folder to keep; a record in it is measured again")
    parser.add_argument("--seed-only", action="store_true", help="fill the record, measure nothing")
    parser.add_argument("--reads-only", action="store_true", help="count queries and rows alone")
    parser.add_argument("--no-exports", action="store_true", help="leave the long exports out")
    parser.add_argument(
        "--exports-only", action="store_true", help="read exports, also as bad readers do"
    )
    parser.add_argument("--quick", action="store_true", help="2,000 recommendations, one run")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.recommendations, chosen.runs, chosen.seconds = 2_000, 1, 0.2
    return chosen


@contextmanager
def _home(kept: str | None) -> Iterator[Path]:
    """Give a folder for everything; one that is not to be kept is deleted at the end."""
    if kept:
        yield Path(kept)
        return
    with tempfile.TemporaryDirectory(prefix="kenes-bench-", dir="/tmp") as folder:
        yield Path(folder)


@contextmanager
def _database(kind: str, kept: str | None) -> Iterator[None]:
    """Name the database in the environment for this process and for the server's."""
    os.environ.pop("DATABASE_URL", None)
    if kind == "sqlite":
        yield
        return
    with postgresql(Path(kept).resolve() / "postgresql" if kept else None) as url:
        os.environ["DATABASE_URL"] = url
        yield


def _prepare(home: Path) -> None:
    from kenes.project.commands.home import make_home

    make_home(home)
    os.environ |= {
        "KENES_SECRET_KEY": secrets.token_urlsafe(50),
        "KENES_PERSON_KEY": secrets.token_urlsafe(50),
        "DJANGO_SETTINGS_MODULE": "benchmarks.pages.settings",
    }
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def _measure(chosen: argparse.Namespace, home: Path) -> dict[str, object]:
    from benchmarks.pages.pages import Pages
    from benchmarks.pages.reads import reads_of_pages
    from benchmarks.pages.run import machine, measure
    from benchmarks.pages.seed import is_seeded, seed
    from benchmarks.pages.server import serving

    result = {
        "command": _command(chosen),
        "date": datetime.now(UTC).date().isoformat(),
        "database": chosen.database,
        "recommendations": chosen.recommendations,
        "runs": chosen.runs,
        "python": platform.python_version(),
        "django": django.get_version(),
        **machine(),
    }
    if not is_seeded():
        result["seeded"] = seed(chosen.recommendations)
        print(f"Seeded: {result['seeded']}", flush=True)
    if chosen.seed_only:
        return result
    if chosen.exports_only:
        return result | _exports(home)
    pages = Pages()
    result["reads"] = reads_of_pages(pages)
    if chosen.reads_only:
        return result
    print(f"Read: {result['reads']}", flush=True)
    django.db.connections.close_all()
    with serving(home) as server:
        exports = () if chosen.no_exports else ("csv", "json")
        result |= measure(server, pages, runs=chosen.runs, seconds=chosen.seconds, exports=exports)
    return result


def _exports(home: Path) -> dict[str, object]:
    from benchmarks.pages.exports import EXPORTS, bad_readers, read_exports
    from benchmarks.pages.server import serving

    django.db.connections.close_all()
    with serving(home) as server:
        read = {"bad_readers": bad_readers(server), "exports": read_exports(server, tuple(EXPORTS))}
        django.db.connections.close_all()
    return read


def _command(chosen: argparse.Namespace) -> str:
    size = "--quick" if chosen.quick else f"--recommendations {chosen.recommendations}"
    rest = " --no-exports" if chosen.no_exports else ""
    return f"uv run python -m benchmarks.pages --database {chosen.database} {size}{rest}"


if __name__ == "__main__":
    main()
