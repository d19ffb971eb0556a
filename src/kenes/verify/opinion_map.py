"""`kenes opinion_map`: compute an opinion map from votes in files, and compare it with Polis's."""

import argparse
import importlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

DONE, FAILED, MISUSED = 0, 1, 2
BAR, PART = 40, ".npz"
SEEDS = 2**32


def run(arguments: Sequence[str]) -> int:
    """Run the command; 0 done, 1 the votes cannot be used, 2 misused or an extra is missing."""
    try:
        options = _parsed(arguments)
    except SystemExit as ended:
        return int(ended.code or 0)
    try:
        mapping = importlib.import_module("kenes.verify.opinion_files")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("kenes"):
            raise
        return _say(_remedy(error), MISUSED)
    try:
        summary = mapping.map_files(options, tell=_tell if sys.stderr.isatty() else None)
    except mapping.OpinionError as error:
        return _say(str(error), FAILED)
    except OSError as error:
        return _say(_unwritten(error), FAILED)
    except ModuleNotFoundError as error:
        return _say(_remedy(error, "cluster"), MISUSED)
    text = json.dumps(summary, ensure_ascii=False, indent=1) if options.json else _words(summary)
    sys.stdout.write(f"{text}\n")
    return DONE


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; SystemExit with the usage where its parts do not fit together."""
    parser = _parser()
    options = parser.parse_args(arguments)
    parts = [path.suffix == PART for path in options.votes]
    if len(parts) > 1 and not all(parts):
        parser.error(f"several files can be brought together only if all are {PART} (--partial)")
    if (options.partial or any(parts)) and options.mode == "polis":
        parser.error("partial sums are of the stable map: leave out --mode polis")
    if options.partial and any(parts):
        parser.error("partial sums are written from votes: name a folder, a .csv or a .parquet")
    return options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kenes opinion_map",
        description="Compute an opinion map; write participants.csv, statements.csv, summary.json.",
    )
    parser.add_argument(
        "votes", type=Path, nargs="+", help="folder of a Polis export, a .csv/.parquet, or the "
        ".npz files of several machines"
    )  # fmt: skip
    aim = parser.add_mutually_exclusive_group(required=True)
    aim.add_argument("--out", type=Path, help="folder to write into")
    aim.add_argument(
        "--partial", type=Path, help="instead of a map, write these people's sums to a .npz file"
    )
    parser.add_argument(
        "--mode", choices=["stable", "polis"], default="stable", help="our map, or Polis's to the "
        "letter"
    )  # fmt: skip
    parser.add_argument("--last", type=Path, help="folder of the last stable map, to hold on to")
    parser.add_argument("--shards", type=_positive, help="parts of a stable map's people")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--processes", type=_positive, help="compute shards in so many processes")
    where.add_argument("--scheduler", help="compute shards on a Dask cluster (tcp://host:port)")
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")
    parser.add_argument("--ticks", type=_positive, help="batches Polis's rules replay (100)")
    parser.add_argument("--seed", type=_seed, default=1, help="of what is drawn (1)")
    parser.add_argument(
        "--agree", type=int, choices=[1, -1], default=1, help="which number agrees (1; Polis's "
        "database: -1)"
    )  # fmt: skip
    return parser


def _positive(text: str) -> int:
    """Read a whole number of at least 1; argparse tells the person when it is not."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is too few: at least 1")
    return number


def _seed(text: str) -> int:
    """Read a number that the generators take; argparse tells the person when it is not."""
    number = int(text)
    if not 0 <= number < SEEDS:
        raise argparse.ArgumentTypeError(f"{number} is no seed: a number from 0 to {SEEDS - 1}")
    return number


def _tell(done: int, of: int) -> None:
    """Draw a bar on the terminal."""
    filled = BAR * done // of
    end = "\n" if done == of else ""
    sys.stderr.write(f"\r[{'#' * filled}{'.' * (BAR - filled)}] {done}/{of}{end}")
    sys.stderr.flush()


def _words(summary: Mapping[str, Any]) -> str:
    """Say the summary in a few lines."""
    digests = summary.get("parts") or [summary]
    lines = [
        "{people} people, {statements} statements, {votes} votes".format_map(summary),
        *(f"digest of the votes: {one['votes_sha256']}" for one in digests),
        *_grouped(summary),
        *_compared(summary.get("published")),
        *_stages(summary.get("stages")),
        f"written: {', '.join(summary['files'])}",
    ]
    return "\n".join(lines)


def _grouped(summary: Mapping[str, Any]) -> list[str]:
    """Say which groups there are; nothing of partial sums, which know none."""
    if "groups" not in summary:
        return []
    groups = ", ".join(f"{one['id']}: {one['people']}" for one in summary["groups"]) or "none"
    return [
        f"in the conversation: {summary['in_conversation']}; groups: {groups}",
        *(f"note: {note}" for note in summary["notes"]),
    ]


def _compared(published: Mapping[str, Any] | None) -> list[str]:
    if published is None:
        return []
    return [
        f"published groups: {', '.join(map(str, published['sizes']))}",
        "in both: {in_both}; only published: {only_published}; only here: {only_here}".format_map(
            published
        ),
        f"adjusted Rand index over those in both: {published['adjusted_rand']:.3f}",
    ]


def _stages(stages: Sequence[Mapping[str, Any]] | None) -> list[str]:
    """One line a stage of the stored result: equal, or how far off."""
    words = [
        f"  {stage['name']}: {'equal' if stage['is_equal'] else 'NOT equal'}"
        + ("" if stage["worst"] is None else f" (worst difference {stage['worst']:.1e})")
        for stage in stages or ()
    ]
    return ["each stage, from the stored result of the stage before:", *words] if words else []


def _unwritten(error: OSError) -> str:
    """Say which place cannot be read or written, and what to do."""
    place = f"{error.filename} " if error.filename else ""
    reason = error.strerror or str(error)
    return (
        f"{place}cannot be used ({reason}): check the path, its rights and the room left on disk."
    )


def _remedy(error: ModuleNotFoundError, extra: str = "opinion") -> str:
    return f"{error.name} is missing: python3 -m pip install 'kenes[{extra}]'."


def _say(sentence: str, code: int) -> int:
    sys.stderr.write(f"kenes: {sentence}\n")
    return code
