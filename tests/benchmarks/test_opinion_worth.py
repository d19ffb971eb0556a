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


@pytest.mark.slow
def test_growth_is_measured_in_a_process_of_its_own(capsys):
    assert opinion_scale.main(["--sizes", "400x20x8", "--runs", "1"]) == 0

    assert "| 400 x 20 | 3," in capsys.readouterr().out
