"""What `kenes opinion_map` reads, computes and writes."""

import argparse
import importlib
import json
import math
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import numpy as np

from kenes.engines.opinion import OpinionError, adjusted_rand
from kenes.engines.opinion.backends.partial import Partial, merge_partials, write_partial
from kenes.engines.opinion.backends.processes import in_processes
from kenes.engines.opinion.polis.blob import write_blob
from kenes.engines.opinion.polis.conformance import compare_stages
from kenes.engines.opinion.polis.result import PolisMap, describe
from kenes.engines.opinion.polis.ticks import Tick, replay
from kenes.engines.opinion.reading import Conversation, Published, read_folder, read_votes
from kenes.engines.opinion.shards import Over, split, sum_over, threads_for
from kenes.engines.opinion.stable.holding import LastMap
from kenes.engines.opinion.stable.layout import Layout
from kenes.engines.opinion.stable.maps import StableMap, Verdict, compute_map, draw_map
from kenes.engines.opinion.votes import Moderation, Votes
from kenes.engines.opinion.writing import (
    digest_of,
    read_last,
    write_people,
    write_stable_people,
    write_stable_statements,
    write_statements,
)

__all__ = ["OpinionError", "map_files"]

VERSION = 1
"""Of the engine's rules: a result is repeated by the same version, mode, seed and ticks."""
TICKS, PART = 100, ".npz"
FEW = 30
UNTIMED = (
    "the order of the votes is not known, so the map was computed once, in the order of the rows"
)
TOO_FEW = f"fewer than {FEW} people: groups of so few are no more than a picture of single people"
NOBODY = "nobody voted: there is no map"
NO_SPREAD = "all votes point one way or none: everybody stands in the middle"
VERDICTS = {
    Verdict.TOO_FEW_PEOPLE: "too few people voted enough to speak of groups: counts only",
    Verdict.NO_STABLE_GROUPS: "no stable groups: whichever are drawn would not hold",
}

type Tell = Callable[[int, int], object]


def map_files(options: argparse.Namespace, *, tell: Tell | None = None) -> dict[str, Any]:
    """Read votes, compute the map, write the files, and return the summary.

    Raises OpinionError for votes that cannot be used, OSError for a folder that cannot be written.
    """
    if options.partial:
        return _write_part(options)
    if options.votes[0].suffix == PART:
        return _map_parts(options)
    found = _read(options.votes[0], options.agree)
    summary = _begin(options, found.votes, len(found.votes))
    summary["votes_sha256"] = digest_of(found.votes)
    map_votes = _map_stable if options.mode == "stable" else _map_polis
    more, files = map_votes(found, options, tell)
    return _end(options, summary | more, files)


def _begin(options: argparse.Namespace, of: Votes | Layout, votes: int) -> dict[str, Any]:
    return {
        "engine": "kenes.engines.opinion", "version": VERSION, "mode": options.mode,
        "seed": options.seed, "people": len(of.people), "statements": len(of.statements),
        "votes": votes,
    }  # fmt: skip


def _end(options: argparse.Namespace, summary: dict[str, Any], files: list[str]) -> dict[str, Any]:
    """Write the summary beside the other files, and return it."""
    summary["files"] = [*files, "summary.json"]
    _write_json(options.out / "summary.json", summary)
    return summary


def _map_polis(
    found: Conversation, options: argparse.Namespace, tell: Tell | None
) -> tuple[dict[str, Any], list[str]]:
    ticks = options.ticks or (TICKS if found.is_timed else 1)
    tick = replay(found.votes, found.moderation, ticks=ticks, seed=options.seed, tell=tell)
    result = describe(tick, found.moderation)
    options.out.mkdir(parents=True, exist_ok=True)
    write_people(options.out / "participants.csv", result)
    write_statements(options.out / "statements.csv", result)
    _write_json(options.out / "math.json", write_blob(result))
    files = ["participants.csv", "statements.csv", "math.json"]
    return {**_summarise(found, result), "ticks": ticks}, files


def _map_stable(
    found: Conversation, options: argparse.Namespace, _tell: Tell | None
) -> tuple[dict[str, Any], list[str]]:
    shards = options.shards or options.processes
    with _where(options) as over:
        result = compute_map(
            found.votes, found.moderation, last=_last(options), seed=options.seed, shards=shards,
            over=over,
        )  # fmt: skip
    return _summarise_stable(found.published, result), _write_stable(options.out, result)


def _last(options: argparse.Namespace) -> LastMap | None:
    return read_last(options.last) if options.last else None


def _write_stable(out: Path, result: StableMap) -> list[str]:
    out.mkdir(parents=True, exist_ok=True)
    write_stable_people(out / "participants.csv", result)
    write_stable_statements(out / "statements.csv", result)
    return ["participants.csv", "statements.csv"]


def _write_part(options: argparse.Namespace) -> dict[str, Any]:
    """Count the votes of some people, for another machine to bring together with the rest."""
    found = _read(options.votes[0], options.agree)
    partial = Partial.of(found.votes, found.moderation)
    write_partial(options.partial, partial)
    more = {"votes_sha256": partial.digest, "files": [str(options.partial)]}
    return _begin(options, partial.layout, partial.votes) | more


def _map_parts(options: argparse.Namespace) -> dict[str, Any]:
    """Bring the partial sums of several machines together in one stable map."""
    layout, tables, read = merge_partials(options.votes)
    shards = options.shards or options.processes or threads_for(layout.matrix.height)
    parts = split(layout.matrix, shards)
    with _where(options) as over:
        result = draw_map(layout, parts, tables, last=_last(options), seed=options.seed, over=over)
    digests = [
        {"file": str(path), "votes_sha256": one.digest}
        for path, one in zip(options.votes, read, strict=True)
    ]
    summary = _begin(options, layout, sum(one.votes for one in read)) | {"parts": digests}
    files = _write_stable(options.out, result)
    return _end(options, summary | _summarise_stable(None, result), files)


def _where(options: argparse.Namespace) -> AbstractContextManager[Over]:
    """Return where shards are computed: a cluster, processes, or threads of this one."""
    if options.scheduler:
        # The cluster is an extra of its own, which nobody needs for one machine.
        cluster = importlib.import_module("kenes.engines.opinion.backends.cluster")
        found: AbstractContextManager[Over] = cluster.on_cluster(options.scheduler)
        return found
    return in_processes(options.processes) if options.processes else nullcontext(sum_over)


def _summarise_stable(published: Published | None, result: StableMap) -> dict[str, Any]:
    """Say which groups there are and how sure that is; statements are in their own file."""
    people = result.layout.people
    best = result.grouping
    summary: dict[str, Any] = {
        "verdict": result.verdict.value,
        "in_conversation": int((result.group >= 0).sum()),
        "groups": [
            {"id": name, "people": int(size)}
            for name, size in zip(result.names, result.sizes, strict=True)
        ],
        "stability": best.stability if best else None,
        "silhouette": best.silhouette if best else None,
        "notes": [VERDICTS[result.verdict]] if result.verdict in VERDICTS else [],
    }
    if published is not None:
        mine = np.append(np.array(result.names, np.int64), -1)[result.group]
        summary["published"] = _compare(published, people, mine)
    return summary


def _read(path: Path, agree: Any) -> Conversation:
    if path.is_dir():
        return read_folder(path, agree=agree)
    return Conversation(read_votes(path, agree=agree), Moderation(), is_timed=True)


def _summarise(found: Conversation, result: PolisMap) -> dict[str, Any]:
    tick = result.tick
    summary: dict[str, Any] = {
        "in_conversation": int(tick.inside.sum()),
        "groups": _groups(result),
        "notes": _notes(found, tick),
        "consensus": write_blob(result)["consensus"],
    }
    if found.published is not None:
        summary["published"] = _compare(found.published, tick.people, tick.group)
    if found.blob is not None:
        summary["stages"] = [
            {
                "name": one.name,
                "worst": one.worst if math.isfinite(one.worst) else None,
                "is_equal": one.is_equal,
            }
            for one in compare_stages(found.votes, found.blob)
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


def _compare(published: Published, people: Any, group: Any) -> dict[str, Any]:
    """Compare with published groups, over the people that both put into one."""
    theirs = _labels(published.people, published.group)
    mine = _labels(people, group)
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


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
