"""`kenes-verify opinion`: a published map comes out again, and any change of it is named."""

import json
import subprocess
import sys

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kenes.engines.opinion import Moderation, Votes
from kenes.engines.opinion.opendata import open_data, write_folder
from kenes.engines.opinion.opendata.sums import SUMS, list_sums
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


@pytest.fixture(scope="module")
def sums(votes):
    """The same votes, published as tables."""
    texts = {0: {"kk": "Мәтін", "ru": 'Текст, "в кавычках"'}}
    return open_data(votes, MODERATED, with_votes=False, texts=texts, facts={"people": 60})


@pytest.fixture
def folder(publication, tmp_path):
    write_folder(tmp_path / "data", publication)
    return tmp_path / "data"


def list_again(folder):
    """List the digests of a folder anew, as a publisher would who wrote it so."""
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.name != SUMS}
    (folder / SUMS).write_bytes(list_sums(files))


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
    list_again(folder)


@pytest.mark.parametrize(
    ("path", "value", "step"),
    [
        (["map", "statements", 2, "agrees"], 1, "result.map.statements[2].agrees"),
        (["map", "statements", 1, "lower"], 0.5, "result.map.statements[1].lower"),
        (["map", "verdict"], "no_stable_groups", "result.map.verdict"),
        (["map", "slate"], [], "result.map.slate"),
        (["version"], 7, "result.version"),
        (["form"], 1, "result.form"),
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
        ("result.json", "[]", (2, "not a JSON object")),
        ("result.json", "{", (2, "not JSON")),
        ("result.json", '{"basis": 3}', (2, "names the basis 3")),
        ("result.json", '{"basis": "votes", "seed": -1}', (2, "names the seed -1")),
        ("result.json", '{"basis": "votes", "seed": true}', (2, "names the seed True")),
        ("result.json", '{"basis": "votes", "seed": 1, "facts": "a"}', (2, "names the facts 'a'")),
        ("votes.csv", "person,statement,vote\n1,1,9\n", (1, "9 is not a vote")),
        ("votes.csv", "person,vote\n1,1\n", (1, "no column statement")),
        ("statements.csv", "", (2, "is empty")),
        ("statements.csv", "statement,out\n1,x\n", (1, "line 2: out is 'x', which is no whole")),
        ("last.json", "{}", (2, "last.json is not whole")),
    ],
)
def test_what_is_broken_is_said_in_a_sentence(folder, capsys, name, content, expected):
    (folder / name).write_text(content)
    changed = told(capsys, folder)
    list_again(folder)
    published_so = told(capsys, folder)

    assert (changed[0], changed[1]["first_wrong"]["step"]) == (1, name)
    assert published_so[0] == expected[0]
    assert expected[1] in published_so[1]["sentence"]


def test_figures_in_a_last_map_that_do_not_belong_together_are_refused(folder, capsys):
    last = json.loads((folder / "last.json").read_text())
    (folder / "last.json").write_text(json.dumps(last | {"loadings": last["loadings"][1:]}))
    list_again(folder)

    code, report = told(capsys, folder)

    assert code == 2
    assert "last.json is not whole" in report["sentence"]


@pytest.mark.parametrize("name", [SUMS, "result.json", "statements.csv", "votes.csv", "last.json"])
def test_without_one_of_its_files_a_folder_cannot_be_checked(folder, capsys, name):
    (folder / name).unlink()

    code, report = told(capsys, folder)

    assert (code, report["verdict"]) == (2, "unusable")
    assert f"{name} cannot be read" in report["sentence"]


@pytest.mark.parametrize(
    ("change", "step"),
    [
        (lambda text: text.partition("\n")[2], "last.json"),
        (lambda text: f"{text}{'0' * 64}  ../../etc/passwd\n", SUMS),
        (lambda text: text + text.partition("\n")[0] + "\n", SUMS),
        (str.rstrip, SUMS),
    ],
    ids=["a line taken out", "a foreign file", "a file twice", "no end"],
)
def test_a_list_that_is_not_of_this_folder_is_refused(folder, capsys, change, step):
    (folder / SUMS).write_text(change((folder / SUMS).read_text()))

    code, report = told(capsys, folder)

    assert (code, report["first_wrong"]["step"]) == (1, step)


@pytest.mark.parametrize("basis", ["votes", "tables"])
def test_any_byte_that_is_changed_anywhere_is_found(basis, publication, sums, tmp_path, capsys):
    published = publication if basis == "votes" else sums
    write_folder(tmp_path, published)
    assert told(capsys, tmp_path)[0] == 0

    @settings(max_examples=40, deadline=None)
    @given(st.data())
    def change_one(data):
        name = data.draw(st.sampled_from(sorted(published.files)))
        content = bytearray(published.files[name])
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] ^= data.draw(st.integers(1, 255))
        (tmp_path / name).write_bytes(content)
        code, report = told(capsys, tmp_path)
        (tmp_path / name).write_bytes(published.files[name])
        assert code == 1
        assert report["first_wrong"]["step"].startswith(("result.", *published.files))

    change_one()


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
    list_again(tmp_path)

    code, report = told(capsys, tmp_path)

    assert code == 2
    assert "which statements.csv lacks" in report["sentence"]


def test_a_conversation_without_votes_comes_out_again(tmp_path, capsys):
    write_folder(tmp_path, open_data(votes_of(), Moderation(), with_votes=True))

    code, report = told(capsys, tmp_path)

    assert (code, report["statements"]) == (0, 0)


def test_without_the_extra_the_remedy_is_named(folder):
    code = (
        "import sys; sys.modules['polars'] = None\n"
        "from kenes.verify.cli import main\n"
        "sys.exit(main(['opinion', sys.argv[1], '--json']))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "python3 -m pip install 'kenes[opinion]'" in json.loads(done.stdout)["sentence"]
