"""Results in the shape Polis stores and serves: written, and read as a place to go on from.

Shape: docs/specs/opinion.md, clause 17.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from kenes.engines.opinion.arrays import Counts, Floats, Names, Places
from kenes.engines.opinion.errors import BlobError, OpinionError
from kenes.engines.opinion.polis.base_clusters import name_members
from kenes.engines.opinion.polis.clusters import Cluster, Clustering
from kenes.engines.opinion.polis.consensus import Agreed
from kenes.engines.opinion.polis.pca import Pca
from kenes.engines.opinion.polis.representative import Representative
from kenes.engines.opinion.polis.result import PolisMap
from kenes.engines.opinion.votes import Moderation

type Blob = dict[str, Any]
KINDS = ("A", "D", "S")


def write_blob(found: PolisMap) -> Blob:
    """Return a result as Polis would store it; numbers have the sign of its database.

    JSON makes the keys of groups and statements into text, as Polis's own JSON does.
    """
    tick, moderation = found.tick, found.moderation
    statements = tick.statements.tolist()
    return {
        "n": tick.matrix.height,
        "n-cmts": tick.matrix.width,
        "tids": statements,
        "in-conv": tick.people[tick.inside].tolist(),
        "user-vote-counts": _by_name(tick.people.tolist(), tick.matrix.row_counts),
        "mod-out": sorted(moderation.out | moderation.meta, key=str),
        "mod-in": sorted(moderation.accepted, key=str),
        "meta-tids": sorted(moderation.meta, key=str),
        "pca": _pca(found),
        "base-clusters": _fold(tick.bases, tick.people),
        "group-clusters": [_group(group) for group in tick.groups],
        "votes-base": _votes_base(found.base_counts, statements),
        "group-votes": _group_votes(found, statements),
        "group-aware-consensus": _by_name(statements, found.group_consensus),
        "comment-priorities": _by_name(statements, found.priorities),
        "repness": {
            str(group.id): [represent(one) for one in chosen]
            for group, chosen in zip(tick.groups, found.representatives, strict=True)
        },
        "consensus": {
            "agree": [agree(one) for one in found.agreed],
            "disagree": [agree(one) for one in found.disagreed],
        },
    }


def _by_name(names: list[Any], figures: Places | Floats) -> dict[str, Any]:
    return {str(name): figure for name, figure in zip(names, figures.tolist(), strict=True)}


def _pca(found: PolisMap) -> Blob:
    pca = found.tick.pca
    return {
        "center": pca.center.tolist(),
        "comps": pca.comps.tolist(),
        "comment-projection": found.statement_points.T.tolist(),
        "comment-extremity": found.extremity.tolist(),
    }


def _fold(bases: Clustering, people: Names) -> Blob:
    return {
        "id": [base.id for base in bases],
        "members": name_members(bases, people),
        "x": [float(base.center[0]) for base in bases],
        "y": [float(base.center[1]) for base in bases],
        "count": [len(base.members) for base in bases],
    }


def _group(group: Cluster) -> Blob:
    return {
        "id": group.id,
        "members": np.sort(group.members).tolist(),
        "center": group.center.tolist(),
    }


def _votes_base(counts: Counts, statements: list[Any]) -> Blob:
    return {
        str(name): {kind: counts[:, j, at].tolist() for at, kind in enumerate(KINDS)}
        for j, name in enumerate(statements)
    }


def _group_votes(found: PolisMap, statements: list[Any]) -> Blob:
    return {
        str(group.id): {
            "id": group.id,
            "n-members": int(size),
            "votes": {
                str(name): dict(zip(KINDS, row, strict=True))
                for name, row in zip(statements, counts.tolist(), strict=True)
            },
        }
        for group, size, counts in zip(found.tick.groups, found.sizes, found.counts, strict=True)
    }


def represent(one: Representative) -> Blob:
    """Return a representative statement as it is stored."""
    stored = {
        "tid": one.statement,
        "n-success": one.successes,
        "n-trials": one.trials,
        "p-success": one.share,
        "p-test": one.share_test,
        "repness": one.ratio,
        # Single precision, written as shortly as that allows.
        "repness-test": float(str(np.float32(one.ratio_test))),
        "repful-for": one.direction,
    }
    return stored | ({"best-agree": True, "n-agree": one.agrees} if one.is_best_agree else {})


def agree(one: Agreed) -> Blob:
    """Return a consensus statement as it is stored."""
    return {
        "tid": one.statement,
        "n-success": one.successes,
        "n-trials": one.trials,
        "p-success": one.share,
        "p-test": one.share_test,
    }


@contextmanager
def part_of_result(name: str) -> Iterator[None]:
    """Name the part that is being read, where a stored result is damaged; raises BlobError."""
    try:
        yield
    except OpinionError:
        raise
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise BlobError(
            f"The stored result lacks part of {name} ({error!r}): export it again."
        ) from error


def read_blob(text: str) -> Blob:
    """Read a stored result; raises BlobError if it is no JSON object or lacks a part."""
    try:
        blob = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BlobError(f"The stored result is no JSON ({error}): export it again.") from error
    if not isinstance(blob, dict):
        raise BlobError("The stored result is no JSON object: export it again.")
    lacking = {"tids", "pca", "base-clusters", "group-clusters", "in-conv"} - blob.keys()
    if lacking:
        raise BlobError(
            f"The stored result lacks {', '.join(sorted(lacking))}: export the whole of math_main."
        )
    return blob


def moderation_of(blob: Mapping[str, Any]) -> Moderation:
    """Return what a stored result says of moderation."""
    parts = (frozenset(blob.get(key) or ()) for key in ("mod-out", "mod-in", "meta-tids"))
    return Moderation(*parts)


def pca_of(blob: Mapping[str, Any], statements: Names) -> Pca:
    """Return the stored directions with columns in the order of `statements`.

    Raises BlobError when a statement has no stored numbers.
    """
    columns = _columns(blob, statements)
    comps = np.zeros((2, len(columns)))
    stored = np.array(blob["pca"]["comps"], np.float64).reshape(-1, len(blob["tids"]))
    comps[: len(stored)] = stored[:, columns]
    return Pca(np.array(blob["pca"]["center"], np.float64)[columns], comps)


def bases_in(blob: Mapping[str, Any], people: Names) -> Clustering:
    """Return the stored base clusters; members are rows of `people`, strangers are left out."""
    row = {name: at for at, name in enumerate(people.tolist())}
    folded = blob["base-clusters"]
    parts = zip(*(folded[key] for key in ("id", "members", "x", "y")), strict=True)
    return tuple(
        Cluster(name, np.array(sorted(row[m] for m in members if m in row), np.int64), np.array(at))
        for name, members, *at in parts
    )


def groups_in(blob: Mapping[str, Any]) -> Clustering:
    """Return the stored groups; members are ids of base clusters."""
    return tuple(
        Cluster(one["id"], np.array(one["members"], np.int64), np.array(one["center"]))
        for one in blob["group-clusters"]
    )


def _columns(blob: Mapping[str, Any], statements: Names) -> list[int]:
    place = {name: at for at, name in enumerate(blob["tids"])}
    lacking = [name for name in statements.tolist() if name not in place]
    if lacking:
        raise BlobError(
            f"The stored result knows nothing of statement {lacking[0]}: it belongs to other votes."
        )
    return [place[name] for name in statements.tolist()]
