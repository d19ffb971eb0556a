"""`kenes-verify opinion`: a published map comes out again, and any change of it is named."""

import json
import sys

import numpy as np
import polars as pl
import pytest

from kenes.engines.opinion import Moderation, Votes
from kenes.engines.opinion.opendata import open_data, write_folder
from kenes.verify.cli import main
from tests.factories.opinion import make_votes, votes_of

MODERATED = Moderation(out=frozenset({3}))


@pytest.fixture(scope="module")
def votes():
    return make_votes(people=60, statements=12)


@pytest.fixture(scope="module")
def publication(votes):
    first = open_data(votes.until(300), MODERATED, with_votes=True)
    return open_data(
        votes, MODERATED, with_votes=True, last=first.found.last,
        texts={0: {"kk": "Мәтін", "ru": "Текст"}}, facts={"log_sha256": "ab"},
    )  # fmt: skip


@pytest.fixture
def folder(publication, tmp_path):
    write_folder(tmp_path / "data", publication)
    return tmp_path / "data"


def told(capsys, folder):
    code = main(["opinion", str(folder), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_published_map_comes_out_again(folder, capsys):
    code, report = told(capsys, folder)

    assert (code, report["verdict"]) == (0, "accepted")
    assert report["basis"] == "votes"
    statements = pl.read_csv(folder / "statements.csv")
    assert statements["out"].to_list() == [0, 0, 0, 1] + [0] * 8
    assert statements["kk"].to_list() == ["Мәтін"] + [None] * 11
    assert pl.read_csv(folder / "votes.csv").columns == ["person", "statement", "vote"]
    assert json.loads((folder / "result.json").read_text())["facts"] == {"log_sha256": "ab"}


def test_the_folder_does_not_depend_on_the_order_of_votes(votes, publication):
    order = np.random.default_rng(1).permutation(len(votes))
    shuffled = Votes.of(
        votes.people[votes.person[order]], votes.statements[votes.statement[order]],
        votes.vote[order], votes.at[order],
    )  # fmt: skip

    again = open_data(shuffled, MODERATED, with_votes=True)

    assert again.files == open_data(votes, MODERATED, with_votes=True).files


def change_result(folder, path, value):
    result = json.loads((folder / "result.json").read_text())
    inside = result
    for name in path[:-1]:
        inside = inside[name]
    inside[path[-1]] = value
    (folder / "result.json").write_text(json.dumps(result))


@pytest.mark.parametrize(
    ("path", "value", "step"),
    [
        (["map", "statements", 2, "agrees"], 1, "result.map.statements[2].agrees"),
        (["map", "statements", 1, "lower"], 0.5, "result.map.statements[1].lower"),
        (["map", "verdict"], "no_stable_groups", "result.map.verdict"),
        (["map", "slate"], [], "result.map.slate"),
        (["version"], 7, "result.version"),
    ],
)
def test_a_changed_figure_is_named(folder, capsys, path, value, step):
    change_result(folder, path, value)

    code, report = told(capsys, folder)

    assert (code, report["verdict"]) == (1, "refused")
    assert report["first_wrong"]["step"] == step


def test_changed_votes_are_found_by_their_digest_and_their_figures(folder, capsys):
    text = (folder / "votes.csv").read_text().splitlines()
    person, statement, vote = text[1].split(",")
    text[1] = f"{person},{statement},{-1 if vote == '1' else 1}"
    (folder / "votes.csv").write_text("\n".join(text) + "\n")

    code, report = told(capsys, folder)

    assert code == 1
    assert report["first_wrong"]["step"].startswith("result.map.")


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("result.json", None, (2, "cannot be read")),
        ("result.json", "[]", (2, "not a JSON object")),
        ("result.json", "{", (2, "not JSON")),
        ("result.json", '{"basis": 3}', (2, "names the basis 3")),
        ("votes.csv", None, (2, "cannot be read")),
        ("votes.csv", "person,statement,vote\n1,1,9\n", (1, "9 is not a vote")),
        ("votes.csv", "person,vote\n1,1\n", (1, "no column statement")),
        ("statements.csv", "", (2, "is empty")),
        ("last.json", "{}", (2, "last.json is not whole")),
    ],
)
def test_what_is_broken_is_said_in_a_sentence(folder, capsys, name, content, expected):
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_text(content)

    code, report = told(capsys, folder)

    assert code == expected[0]
    assert expected[1] in report["sentence"]


def test_tables_without_votes_tell_totals_and_directions_and_no_pair_of_few(tmp_path, capsys):
    few = [(person, 50, 1) for person in range(5)]
    votes = make_votes(people=40, statements=10)
    rows = [(int(votes.people[p]), int(votes.statements[s]), int(v))
            for p, s, v in zip(votes.person, votes.statement, votes.vote, strict=True)]  # fmt: skip
    found = open_data(votes_of(*rows, *few), Moderation(), with_votes=False)
    write_folder(tmp_path, found)

    code, report = told(capsys, tmp_path)

    assert (code, report["basis"]) == (0, "tables")
    assert not (tmp_path / "votes.csv").exists()
    assert pl.read_csv(tmp_path / "tables.csv")["covotes"].min() >= 10
    last = found.result["map"]["statements"][-1]
    assert (last["statement"], last["votes"], last["loading_1"]) == (50, None, 0)
    assert found.result["stated"]["statements"][-1]["votes"] is None
    change_result(tmp_path, ["map", "statements", 0, "votes"], 3)
    assert told(capsys, tmp_path)[0] == 1


def test_tables_of_unknown_statements_are_refused(tmp_path, capsys):
    write_folder(tmp_path, open_data(make_votes(), Moderation(), with_votes=False))
    (tmp_path / "statements.csv").write_text("statement,out\n1,0\n")

    code, report = told(capsys, tmp_path)

    assert code == 2
    assert "which statements.csv lacks" in report["sentence"]


def test_a_conversation_without_votes_comes_out_again(tmp_path, capsys):
    write_folder(tmp_path, open_data(votes_of(), Moderation(), with_votes=True))

    code, report = told(capsys, tmp_path)

    assert (code, report["statements"]) == (0, 0)


def test_without_the_extra_the_remedy_is_named(folder, monkeypatch, capsys):
    monkeypatch.delitem(sys.modules, "kenes.verify.opinion_data", raising=False)
    monkeypatch.setitem(sys.modules, "polars", None)
    for name in [name for name in sys.modules if name.startswith("kenes.engines.opinion")]:
        monkeypatch.delitem(sys.modules, name)

    code, report = told(capsys, folder)

    assert code == 2
    assert "python3 -m pip install 'kenes[opinion]'" in report["sentence"]
