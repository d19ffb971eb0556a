"""Each stage, fed with Polis's own output of the stage before, gives Polis's numbers."""

import copy

import numpy as np
import pytest

from kenes.engines.opinion import BlobError
from kenes.engines.opinion.polis.conformance import STAGES, Stored, compare_stages
from kenes.engines.opinion.polis.pca import decompose

SETS = ("gold-oprah", "gold-meta", "gold-biodiversity")

pytestmark = pytest.mark.real_data


@pytest.mark.parametrize("name", SETS)
def test_every_number_is_within_1e_9_and_every_list_equal(conversation, name):
    gold = conversation(name)

    stages = compare_stages(gold.votes, gold.blob)

    assert [stage for stage in stages if not stage.is_equal] == []
    assert len(stages) == 12
    assert {person for base in gold.blob["base-clusters"]["members"] for person in base} == set(
        gold.blob["in-conv"]
    )


@pytest.mark.parametrize("name", SETS)
def test_the_directions_are_found_from_a_cold_start_too(conversation, name):
    gold = conversation(name)
    stored = Stored.of(gold.votes, gold.blob)

    cold = decompose(stored.silenced, seed=5)

    along = np.abs((cold.comps * stored.pca.comps).sum(axis=1))
    assert np.abs(along - 1).max() < 1e-9


def nudge(value):
    return value + 1e-6


FAULTS = {
    "votes of each person": lambda b: b["user-vote-counts"].update({"4": 1}),
    "center": lambda b: b["pca"]["center"].__setitem__(9, nudge(b["pca"]["center"][9])),
    "loadings": lambda b: b["pca"]["comps"][1].__setitem__(9, nudge(b["pca"]["comps"][1][9])),
    "points of statements": lambda b: b["pca"]["comment-projection"][0].__setitem__(3, 0.5),
    "base clusters": lambda b: b["base-clusters"]["x"].__setitem__(
        2, nudge(b["base-clusters"]["x"][2])
    ),
    "groups": lambda b: b["group-clusters"][0]["center"].__setitem__(0, 1.0),
    "counts by base cluster": lambda b: b["votes-base"]["9"]["A"].__setitem__(0, 7),
    "counts by group": lambda b: b["group-votes"]["0"]["votes"]["9"].update(S=12),
    "consensus of groups": lambda b: b["group-aware-consensus"].update({"9": 0.1}),
    "priorities": lambda b: b["comment-priorities"].update({"9": 1.5}),
    "representative statements": lambda b: b["repness"]["0"].reverse(),
    "consensus statements": lambda b: b["consensus"]["agree"].pop(),
}


@pytest.mark.parametrize("stage", STAGES)
def test_a_fault_in_a_stored_result_is_found_at_its_stage(conversation, stage):
    gold = conversation("gold-meta")
    blob = copy.deepcopy(gold.blob)
    FAULTS[stage](blob)

    found = {one.name: one.is_equal for one in compare_stages(gold.votes, blob)}

    assert not found[stage]


def exchange_members(blob):
    members = blob["base-clusters"]["members"]
    members[0], members[1] = members[1], members[0]


def add_a_base(blob):
    for table in blob["votes-base"].values():
        for counts in table.values():
            counts.append(0)


def turn_a_side(blob):
    one = blob["repness"]["0"][0]
    one["repful-for"] = "disagree" if one["repful-for"] == "agree" else "agree"


@pytest.mark.parametrize(
    ("stage", "fault"),
    [
        ("base clusters", exchange_members),
        ("counts by base cluster", add_a_base),
        ("representative statements", turn_a_side),
    ],
)
def test_what_is_not_of_the_same_kind_is_infinitely_far(conversation, stage, fault):
    gold = conversation("gold-meta")
    blob = copy.deepcopy(gold.blob)
    fault(blob)

    found = {one.name: one.worst for one in compare_stages(gold.votes, blob)}

    assert found[stage] == float("inf")


def test_a_result_of_other_votes_and_a_damaged_one_are_named(conversation):
    meta, oprah = conversation("gold-meta"), conversation("gold-oprah")
    lacking = {key: value for key, value in meta.blob.items() if key != "repness"}

    with pytest.raises(BlobError, match="belongs to other votes"):
        compare_stages(oprah.votes, meta.blob)
    with pytest.raises(BlobError, match="lacks part of representative statements"):
        compare_stages(meta.votes, lacking)
    with pytest.raises(BlobError, match="damaged"):
        compare_stages(meta.votes, {**meta.blob, "group-clusters": [{}]})
