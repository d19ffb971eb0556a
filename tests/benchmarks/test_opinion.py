"""The comparison of speed runs, with or without the peer installed."""

from benchmarks import opinion


def test_the_quick_measurement_runs(capsys):
    assert opinion.main(["--quick"]) == 0

    said = capsys.readouterr().out
    assert "| 300x40 |" in said
    assert "| stable |" in said
