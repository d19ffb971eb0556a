"""The comparison with Polis runs, and its bars are held where it is quick."""

import pytest

from benchmarks import opinion_conformance


@pytest.mark.slow
@pytest.mark.real_data
def test_the_quick_comparison_runs_and_prints_both_tables(capsys):
    missed = opinion_conformance.main(["--quick"])

    said = capsys.readouterr().out
    assert missed == 0
    assert "| gold-oprah | 267 x 60 | 12 |" in said
    assert "| biodiversity | 20, 40 |" in said


def test_a_missed_bar_is_a_failure(monkeypatch, tmp_path):
    low = {"name": "x", "median": 0.1, "bar": 0.5, "batches": [1], "adjusted_rand": [0.1],
           "in_conversation": [1], "published": 1}  # fmt: skip
    monkeypatch.setattr(opinion_conformance, "DATA", tmp_path)
    monkeypatch.setattr(opinion_conformance, "RESULT", tmp_path / "result.json")
    monkeypatch.setattr(opinion_conformance, "replays_of", lambda *_arguments: low)

    assert opinion_conformance.main([]) == 1
    assert opinion_conformance.main(["--quick"]) == 0
