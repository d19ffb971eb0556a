"""The measurements of a map's worth and growth run, and the bars hold where that is quick."""

import pytest

from benchmarks import opinion_quality, opinion_scale


@pytest.mark.slow
@pytest.mark.real_data
def test_a_small_conversation_foretells_as_well_as_polis_and_depends_less_on_votes():
    row = opinion_quality.measure("gold-oprah", 1)

    assert row["auc"]["stable"] >= row["auc"]["polis"] > row["auc"]["mean"]
    assert abs(row["radius"]["stable"]) <= 0.2
    assert "| gold-oprah | 267 |" in opinion_quality.foretelling_table([row])
    assert "| gold-oprah |" in opinion_quality.attack_table([row])


def test_growth_is_measured_from_a_file_and_told_by_the_vote(tmp_path):
    votes = opinion_scale.write(tmp_path / "votes.parquet", 400, 20, 8)

    row = {"size": "400x20x8", "votes": votes, **opinion_scale.measured(tmp_path / "votes.parquet")}

    assert row["memory"] > 0
    assert f"| 400 x 20 | {votes:,} |" in opinion_scale.table([row])
