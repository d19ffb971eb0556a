"""`kenes opinion_map`: files in, tables and a summary out, and a sentence when it cannot be."""

import json
import sys

import polars as pl
import pytest

from kenes.project.cli import main
from tests.engines.opinion.test_odd_conversations import CALLED
from tests.factories.opinion import make_votes


@pytest.fixture(scope="module")
def export(tmp_path_factory):
    """A small export with the groups somebody published: the first half and the rest."""
    folder, votes = tmp_path_factory.mktemp("export"), make_votes()
    pl.DataFrame(
        {
            "timestamp": votes.at + 1_600_000_000_000,
            "comment-id": votes.statements[votes.statement],
            "voter-id": votes.people[votes.person],
            "vote": votes.vote,
        }
    ).write_csv(folder / "votes.csv")
    (folder / "participants-votes.csv").write_text(
        "participant,group-id\n" + "".join(f"{person},{int(person > 29)}\n" for person in range(60))
    )
    return folder


def run(*arguments):
    return main(["opinion_map", *map(str, arguments)])


def test_an_export_becomes_tables_a_stored_result_and_a_summary(export, tmp_path, capsys):
    code = run(export, "--mode", "polis", "--ticks", 5, "--out", tmp_path / "new" / "map")

    said = capsys.readouterr().out
    people = pl.read_csv(tmp_path / "new/map/participants.csv")
    statements = pl.read_csv(tmp_path / "new/map/statements.csv")
    summary = json.loads((tmp_path / "new/map/summary.json").read_text())
    assert code == 0
    assert people.columns == ["participant", "group", "x", "y", "sd", "votes"]
    assert (len(people), len(statements)) == (60, 20)
    assert statements["votes"].sum() == people["votes"].sum() == summary["votes"]
    assert sum(group["people"] for group in summary["groups"]) == 60
    assert json.loads((tmp_path / "new/map/math.json").read_text())["n"] == 60
    assert "60 people, 20 statements" in said
    assert "adjusted Rand index over those in both" in said
    assert summary["published"]["sizes"] == [30, 30]


def test_the_same_votes_give_the_same_files(export, tmp_path):
    for name in ("a", "b"):
        assert (
            run(export / "votes.csv", "--mode", "polis", "--ticks", 3, "--out", tmp_path / name)
            == 0
        )

    for file in ("participants.csv", "statements.csv", "math.json", "summary.json"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_json_is_what_the_summary_file_holds(export, tmp_path, capsys):
    run(export, "--mode", "polis", "--ticks", 1, "--out", tmp_path, "--json")

    assert json.loads(capsys.readouterr().out) == json.loads(
        (tmp_path / "summary.json").read_text()
    )


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("person,statement,vote\n", "nobody voted: there is no map"),
        ("person,statement,vote\n1,1,1\n", "fewer than 30 people"),
        ("person,statement,vote\n" + "".join(f"{p},1,0\n" for p in range(40)), "in the middle"),
    ],
)
def test_what_cannot_be_said_is_said_honestly(tmp_path, capsys, text, note):
    (tmp_path / "v.csv").write_text(text)

    code = run(tmp_path / "v.csv", "--mode", "polis", "--out", tmp_path / "map")

    assert code == 0
    assert note in capsys.readouterr().out


def test_a_table_without_a_log_is_mapped_once_and_says_so(tmp_path, capsys):
    (tmp_path / "participants-votes.csv").write_text("participant,1,2\n7,1,\n8,-1,0\n")

    run(tmp_path, "--mode", "polis", "--out", tmp_path / "map")

    assert "order of the votes is not known" in capsys.readouterr().out


def test_votes_that_cannot_be_used_end_with_one_sentence(tmp_path, capsys):
    (tmp_path / "v.csv").write_text("person,statement,vote\n1,1,7\n")

    code = run(tmp_path / "v.csv", "--mode", "polis", "--out", tmp_path / "map")

    assert code == 1
    assert capsys.readouterr().err.startswith("kenes: v.csv line 2: 7 is not a vote.")
    assert not (tmp_path / "map").exists()


NOTES = {
    "polis": {
        "nobody": "nobody voted", "one vote": "fewer than 30 people",
        "all pass": "everybody stands in the middle", "all agree": "everybody stands in the middle",
        "one statement": "everybody stands in the middle",
        "nothing in common": "everybody stands in the middle",
    },
    "stable": {
        "nobody": "too few people voted enough", "one vote": "too few people voted enough",
        "all pass": "no stable groups", "all agree": "no stable groups",
        "nothing in common": "no stable groups",
    },
}  # fmt: skip


@pytest.mark.parametrize("mode", NOTES)
def test_every_odd_conversation_ends_in_files_and_says_what_cannot_be_said(tmp_path, capsys, mode):
    for called, rows in CALLED.items():
        lines = [f"{person},{statement},{vote}\n" for person, statement, vote in rows]
        (tmp_path / "v.csv").write_text("person,statement,vote\n" + "".join(lines))

        code = run(tmp_path / "v.csv", "--mode", mode, "--out", tmp_path / called)

        said = capsys.readouterr().out
        assert (called, code) == (called, 0)
        assert NOTES[mode].get(called, "groups:") in said
        summary = json.loads((tmp_path / called / "summary.json").read_text())
        assert summary["votes"] == len(rows)


def test_more_statements_than_one_map_holds_are_refused_before_anything_is_written(
    tmp_path, capsys
):
    lines = [f"{at % 40},{at},1\n" for at in range(10_000)]
    (tmp_path / "v.csv").write_text("person,statement,vote\n" + "".join(lines))

    code = run(tmp_path / "v.csv", "--out", tmp_path / "map")

    assert code == 1
    assert "10000 statements are more than the 4000 of one stable map" in capsys.readouterr().err
    assert not (tmp_path / "map").exists()


def test_a_place_that_cannot_be_written_is_named_with_what_to_do(export, tmp_path, capsys):
    (tmp_path / "map").write_text("a file")

    code = run(export, "--out", tmp_path / "map")

    said = capsys.readouterr().err
    assert code == 1
    assert said.startswith(f"kenes: {tmp_path}/map cannot be used (File exists): check the path")


def test_the_stable_map_is_the_default_and_the_next_one_holds_on_to_it(export, tmp_path, capsys):
    first, second = tmp_path / "first", tmp_path / "second"

    assert run(export, "--out", first) == 0
    assert run(export, "--out", second, "--last", first, "--shards", 3) == 0

    people = pl.read_csv(first / "participants.csv")
    summary = json.loads((first / "summary.json").read_text())
    assert people.columns[:6] == ["participant", "group", "x", "y", "sd", "votes"]
    assert people["sd"].min() > 0
    assert summary["verdict"] == "groups"
    assert sum(group["people"] for group in summary["groups"]) == 60
    assert "groups: 0: " in capsys.readouterr().out
    again = pl.read_csv(second / "participants.csv")
    assert again["group"].to_list() == people["group"].to_list()
    assert (again["x"] - people["x"]).abs().max() < 1e-5


def test_machines_that_share_nothing_make_the_files_of_one(export, tmp_path, capsys):
    votes, head = pl.read_csv(export / "votes.csv"), "person,statement,vote\n"
    parts = []
    for name, mine in (("a", pl.col("voter-id") % 2 == 0), ("b", pl.col("voter-id") % 2 == 1)):
        votes.filter(mine).write_csv(tmp_path / f"{name}.csv")
        parts.append(tmp_path / f"{name}.npz")
        assert run(tmp_path / f"{name}.csv", "--partial", parts[-1]) == 0
    said = capsys.readouterr().out
    assert "30 people, 20 statements" in said
    assert "groups" not in said

    assert run(*parts, "--out", tmp_path / "together") == 0
    assert run(export / "votes.csv", "--out", tmp_path / "alone") == 0

    summary = json.loads((tmp_path / "together/summary.json").read_text())
    alone = json.loads((tmp_path / "alone/summary.json").read_text())
    for file in ("participants.csv", "statements.csv"):
        pair = [(tmp_path / name / file).read_bytes() for name in ("together", "alone")]
        assert pair[0] == pair[1]
    digests = [one["votes_sha256"] for one in summary.pop("parts")]
    assert len({*digests, alone.pop("votes_sha256")}) == 3
    assert summary == alone
    assert all(f"digest of the votes: {digest}" in said for digest in digests)
    (tmp_path / "c.csv").write_text(head)
    assert run(tmp_path / "c.csv", parts[0], "--out", tmp_path / "no") == 2
    assert run(parts[0], parts[0], "--out", tmp_path / "no") == 1
    assert "30 people have votes in two of the files" in capsys.readouterr().err


def test_small_cells_are_left_empty_and_few_people_have_no_groups(tmp_path, capsys):
    rows = [f"{p},{s},{1 if p % 2 else -1}" for p in range(40) for s in range(9) if s or p < 6]
    (tmp_path / "v.csv").write_text("person,statement,vote\n" + "\n".join(rows) + "\n")
    (tmp_path / "few.csv").write_text("person,statement,vote\n1,1,1\n")

    run(tmp_path / "v.csv", "--out", tmp_path / "map")
    run(tmp_path / "few.csv", "--out", tmp_path / "few")

    statements = pl.read_csv(tmp_path / "map/statements.csv")
    assert statements["votes_0"].to_list() == [None] + [20] * 8
    assert statements["consensus_lower"].is_null().to_list() == [True] + [False] * 8
    assert "too few people voted enough" in capsys.readouterr().out


def test_a_last_map_that_is_none_is_named(export, tmp_path, capsys):
    assert run(export, "--out", tmp_path / "map", "--last", tmp_path) == 1
    assert "statements.csv is not there" in capsys.readouterr().err


def test_a_scheduler_that_does_not_answer_and_a_missing_extra_are_said(
    export, tmp_path, capsys, monkeypatch
):
    assert run(export, "--out", tmp_path, "--scheduler", "nonsense://") == 1
    assert "The scheduler nonsense:// does not answer" in capsys.readouterr().err

    monkeypatch.delitem(sys.modules, "kenes.engines.opinion.backends.cluster")
    monkeypatch.setitem(sys.modules, "distributed", None)

    assert run(export, "--out", tmp_path, "--scheduler", "tcp://127.0.0.1:1") == 2
    assert "python3 -m pip install 'kenes[cluster]'" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [[], ["v.csv"], ["v.csv", "--out", "x", "--processes", "2", "--scheduler", "tcp://x:1"], ["v.csv", "--out", "x", "--mode", "other"],
     ["v.csv", "--out", "x", "--shards", "0"], ["v.csv", "--out", "x", "--seed", "-1"],
     ["v.csv", "--out", "x", "--seed", "4294967296"],
     ["v.csv", "--out", "x", "--partial", "y.npz"], ["v.csv", "w.csv", "--out", "x"],
     ["y.npz", "--partial", "z.npz"], ["y.npz", "--out", "x", "--mode", "polis"],
     ["v.csv", "--partial", "y.npz", "--mode", "polis"],
     ["v.csv", "--out", "x", "--mode", "polis", "--ticks", "0"]],
)  # fmt: skip
def test_misuse_ends_with_the_usage(arguments, capsys):
    assert run(*arguments) == 2
    assert "usage: kenes opinion_map" in capsys.readouterr().err


def test_a_missing_extra_is_one_sentence(monkeypatch, capsys, tmp_path):
    monkeypatch.delitem(sys.modules, "kenes.verify.opinion_files", raising=False)
    monkeypatch.setitem(sys.modules, "polars", None)
    for name in [name for name in sys.modules if name.startswith("kenes.engines.opinion.")]:
        monkeypatch.delitem(sys.modules, name)

    code = run(tmp_path, "--mode", "polis", "--out", tmp_path)

    assert code == 2
    assert capsys.readouterr().err == (
        "kenes: polars is missing: python3 -m pip install 'kenes[opinion]'.\n"
    )


def test_a_terminal_sees_how_far_it_is(export, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)

    run(export, "--mode", "polis", "--ticks", 2, "--out", tmp_path)

    assert capsys.readouterr().err.endswith(f"[{'#' * 40}] 2/2\n")
