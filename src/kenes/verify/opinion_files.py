"""What `kenes opinion_map` reads, computes and writes."""

import argparse
import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from kenes.engines.opinion import OpinionError, adjusted_rand
from kenes.engines.opinion.polis.blob import write_blob
from kenes.engines.opinion.polis.conformance import compare_stages
from kenes.engines.opinion.polis.result import PolisMap, describe
from kenes.engines.opinion.polis.ticks import Tick, replay
from kenes.engines.opinion.reading import Conversation, Published, read_folder, read_votes
from kenes.engines.opinion.votes import Moderation
from kenes.engines.opinion.writing import digest_of, write_people, write_statements

__all__ = ["OpinionError", "map_files"]

VERSION = 1
"""Of the engine's rules: a result is repeated by the same version, mode, seed and ticks."""
TICKS = 100
FEW = 30
UNTIMED = (
    "the order of the votes is not known, so the map was computed once, in the order of the rows"
)
TOO_FEW = f"fewer than {FEW} people: groups of so few are no more than a picture of single people"
NOBODY = "nobody voted: there is no map"
NO_SPREAD = "all votes point one way or none: everybody stands in the middle"

type Tell = Callable[[int, int], object]


def map_files(options: argparse.Namespace, *, tell: Tell | None = None) -> dict[str, Any]:
    """Read votes, compute the map, write the files, and return the summary.

    Raises OpinionError for votes that cannot be used, OSError for a folder that cannot be written.
    """
    found = _read(options.votes, options.agree)
    ticks = options.ticks or (TICKS if found.is_timed else 1)
    tick = replay(found.votes, found.moderation, ticks=ticks, seed=options.seed, tell=tell)
    result = describe(tick, found.moderation)
    options.out.mkdir(parents=True, exist_ok=True)
    summary = _summarise(found, result) | {"ticks": ticks, "seed": options.seed}
    summary["files"] = _write(options.out, result, summary)
    return summary


def _read(path: Path, agree: Any) -> Conversation:
    if path.is_dir():
        return read_folder(path, agree=agree)
    return Conversation(read_votes(path, agree=agree), Moderation(), is_timed=True)


def _summarise(found: Conversation, result: PolisMap) -> dict[str, Any]:
    tick, votes = result.tick, found.votes
    summary: dict[str, Any] = {
        "engine": "kenes.engines.opinion", "version": VERSION, "mode": "polis",
        "votes_sha256": digest_of(votes),
        "people": len(votes.people), "statements": len(votes.statements), "votes": len(votes),
        "in_conversation": int(tick.inside.sum()),
        "groups": _groups(result), "notes": _notes(found, tick),
        "consensus": write_blob(result)["consensus"],
    }  # fmt: skip
    if found.published is not None:
        summary["published"] = _compare(found.published, tick)
    if found.blob is not None:
        summary["stages"] = [
            {
                "name": one.name,
                "worst": one.worst if math.isfinite(one.worst) else None,
                "is_equal": one.is_equal,
            }
            for one in compare_stages(votes, found.blob)
        ]
    return summary


def _groups(result: PolisMap) -> list[dict[str, Any]]:
    representatives = write_blob(result)["repness"]
    return [
        {
            "id": group.id,
            "people": int(size),
            "representative": representatives[str(group.id)],
        }
        for group, size in zip(result.tick.groups, result.sizes, strict=True)
    ]


def _notes(found: Conversation, tick: Tick) -> list[str]:
    """Say what the reader of this map must know."""
    noted = {
        NOBODY: not len(found.votes),
        UNTIMED: not found.is_timed,
        TOO_FEW: 0 < tick.matrix.height < FEW,
        NO_SPREAD: len(found.votes) > 0 and not tick.pca.comps.any(),
    }
    return [note for note, is_so in noted.items() if is_so]


def _compare(published: Published, tick: Tick) -> dict[str, Any]:
    """Compare with published groups, over the people that both put into one."""
    theirs = _labels(published.people, published.group)
    mine = _labels(tick.people, tick.group)
    both = sorted(theirs.keys() & mine.keys())
    sides = (np.array([labels[name] for name in both], np.int64) for labels in (theirs, mine))
    return {
        "in_conversation": len(theirs),
        "sizes": np.unique(list(theirs.values()), return_counts=True)[1].tolist(),
        "in_both": len(both),
        "only_published": len(theirs) - len(both),
        "only_here": len(mine) - len(both),
        "adjusted_rand": adjusted_rand(*sides),
    }


def _labels(names: Any, groups: Any) -> dict[Any, int]:
    pairs = zip(names.tolist(), groups.tolist(), strict=True)
    return {name: group for name, group in pairs if group >= 0}


def _write(folder: Path, result: PolisMap, summary: Mapping[str, Any]) -> list[str]:
    """Write the tables, the result in Polis's shape, and the summary; return their names."""
    write_people(folder / "participants.csv", result)
    write_statements(folder / "statements.csv", result)
    _write_json(folder / "math.json", write_blob(result))
    files = ["participants.csv", "statements.csv", "math.json", "summary.json"]
    _write_json(folder / "summary.json", {**summary, "files": files})
    return files


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
