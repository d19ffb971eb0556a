"""Exports of other makers, damaged anywhere: they are read, or a sentence says what is wrong."""

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kenes.engines.opinion import Moderation, OpinionError
from kenes.engines.opinion.errors import BlobError, NotATime, NotAVote, UnreadableFile
from kenes.engines.opinion.polis.blob import write_blob
from kenes.engines.opinion.polis.conformance import compare_stages
from kenes.engines.opinion.polis.result import describe
from kenes.engines.opinion.polis.ticks import replay
from kenes.engines.opinion.reading import read_folder, read_votes
from tests.factories.opinion import make_votes

HEAD = "timestamp,comment-id,voter-id,vote\n"
WIDE = "participant,group-id,n-votes,0,1,2\n4,0,2,1,,-1\n5,1,3,0,1,1\n"
PIECES = [
    b"", b'"', b",", b"\n", b"-1", b"nan", b"inf", b"1e400", b"9" * 30, b"\xff", b"\x00", b"null",
    b"[]", b"{}", b"true", b"2026-11-21", b"1600000000", b"\xef\xbb\xbf", b";", b"[" * 2000,
]  # fmt: skip


@pytest.fixture(scope="module")
def export():
    """A whole export by name of file: votes, people, statements, and Polis's own result."""
    votes = make_votes(people=24, statements=6)
    lines = [
        f"{1_600_000_000_000 + at},{votes.statements[s]},{votes.people[p]},{vote}"
        for at, s, p, vote in zip(votes.at, votes.statement, votes.person, votes.vote, strict=True)
    ]
    result = describe(replay(votes, Moderation(), ticks=1), Moderation())
    return {
        "votes.csv": (HEAD + "\n".join(lines)).encode(),
        "comments.csv": b"comment-id,moderated,is-meta\n0,1,f\n1,-1,f\n2,0,t\n",
        "math.json": json.dumps(write_blob(result), default=int).encode(),
    }


def write(folder, files):
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def map_of(folder):
    """Read an export and hold it against the result beside it, as the command does."""
    found = read_folder(folder)
    return compare_stages(found.votes, found.blob) if found.blob else []


def said_of(folder):
    """What the command would say of an export: nothing where it can be read."""
    try:
        map_of(folder)
    except OpinionError as error:
        return str(error)
    return ""


def damaged(content, data):
    """Damage a file: another piece in some place, a column gone, or the end cut off."""
    how = data.draw(st.sampled_from(["piece", "column", "end"]))
    at = data.draw(st.integers(0, len(content) - 1))
    if how == "end":
        return content[:at]
    if how == "piece":
        end = at + data.draw(st.integers(0, 6))
        return content[:at] + data.draw(st.sampled_from(PIECES)) + content[end:]
    cells = [line.split(b",") for line in content.split(b"\n")]
    gone = data.draw(st.integers(0, len(cells[0]) - 1))
    return b"\n".join(b",".join(row[:gone] + row[gone + 1 :]) for row in cells)


def test_whatever_is_damaged_is_read_or_named_with_what_to_do(export, tmp_path):
    assert len(map_of(write(tmp_path, export))) == 12

    @settings(max_examples=60)
    @given(st.data())
    def damage(data):
        name = data.draw(st.sampled_from(sorted(export)))
        (tmp_path / name).write_bytes(damaged(export[name], data))
        said = said_of(tmp_path)
        (tmp_path / name).write_bytes(export[name])
        assert not said or said.endswith(".")

    damage()


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        (HEAD + "1600000000,1,1,1\nsoon,1,2,1\n", NotATime, "line 3: 'soon' is not a time"),
        (HEAD + f"{'9' * 30},1,1,1\n", NotATime, "is not a time"),
    ],
)
def test_the_line_that_is_wrong_is_named_and_not_the_first_one(tmp_path, text, error, says):
    (tmp_path / "votes.csv").write_text(text)

    with pytest.raises(error, match=says):
        read_votes(tmp_path / "votes.csv")


def test_a_name_too_large_for_a_number_is_a_name_in_letters(tmp_path):
    (tmp_path / "votes.csv").write_text(f"{HEAD}1600000000,1,{'9' * 20},1\n1600000000,1,7,-1\n")

    assert read_votes(tmp_path / "votes.csv").people.tolist() == ["9" * 20, "7"]


@pytest.mark.parametrize(
    ("text", "line"), [(WIDE.replace("0,1,1\n", "0,1,x\n"), 3), (WIDE.replace("1,,", "5,,"), 2)]
)
def test_a_vote_that_is_none_is_named_by_its_line_in_the_table_of_people(tmp_path, text, line):
    (tmp_path / "participants-votes.csv").write_text(text)

    with pytest.raises(NotAVote, match=f"participants-votes.csv line {line}: "):
        read_folder(tmp_path)


@pytest.mark.parametrize("name", ["row", "vote", "statement"])
def test_a_statement_may_be_called_as_a_column_is(tmp_path, name):
    (tmp_path / "participants-votes.csv").write_text(WIDE.replace(",2\n", f",{name}\n", 1))

    found = read_folder(tmp_path).votes

    assert sorted(found.statements.tolist()) == ["0", "1", name]


@pytest.mark.parametrize("cut", [20, 200, -9, -1])
def test_a_packed_result_that_is_not_whole_is_named(export, tmp_path, cut):
    write(tmp_path, {"votes.csv": export["votes.csv"]})
    (tmp_path / "math.json.gz").write_bytes(gzip.compress(export["math.json"])[:cut])

    with pytest.raises(UnreadableFile, match=r"math\.json\.gz is not whole"):
        read_folder(tmp_path)


def changed(export, change):
    """Damage the stored result by its parts."""
    blob = json.loads(export["math.json"])
    change(blob)
    return {**export, "math.json": json.dumps(blob).encode()}


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (lambda blob: blob["base-clusters"]["members"].pop(), "moderation and groups"),
        (lambda blob: blob.update({"mod-out": 3}), "moderation and groups"),
        (lambda blob: blob["pca"].update({"comment-extremity": [[1], 2]}), "points of statements"),
        (lambda blob: blob["repness"].update(dict.fromkeys(blob["repness"], 1)), "representative"),
    ],
)
def test_a_part_of_a_stored_result_that_cannot_be_read_is_named(export, tmp_path, change, part):
    write(tmp_path, changed(export, change))

    with pytest.raises(BlobError, match=part):
        map_of(tmp_path)


def test_a_stored_cluster_of_strangers_is_not_equal_and_no_warning(export, tmp_path):
    def strangers(blob):
        members = blob["base-clusters"]["members"]
        members[0] = [10_000]

    write(tmp_path, changed(export, strangers))

    stages = {one.name: one.is_equal for one in map_of(tmp_path)}

    assert not stages["base clusters"]
