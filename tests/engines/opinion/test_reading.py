"""Votes from files: what is well formed is read, what is not is named with place and remedy."""

import gzip
import json

import numpy as np
import polars as pl
import pytest

from kenes.engines.opinion import (
    BlobError,
    MissingColumn,
    NotATime,
    NotAVote,
    OpinionError,
    SignsDisagree,
    UnreadableFile,
    Votes,
)
from kenes.engines.opinion.reading import read_folder, read_votes
from kenes.engines.opinion.votes import number
from kenes.engines.opinion.writing import read_last

HEAD = "timestamp,comment-id,voter-id,vote\n"


def write(folder, name, text):
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def cells(votes):
    names = (votes.people[votes.person], votes.statements[votes.statement])
    return list(zip(*(part.tolist() for part in (*names, votes.vote, votes.at)), strict=True))


def test_votes_come_in_the_order_of_time_and_names_in_the_order_of_first_votes(tmp_path):
    path = write(tmp_path, "votes.csv.gz", HEAD + "1600000009,5,2,-1\n1600000002,6,3,1\n")

    votes = read_votes(path)

    assert cells(votes) == [(3, 6, 1, 1600000002000), (2, 5, -1, 1600000009000)]
    assert votes.people.tolist() == [3, 2]


@pytest.mark.parametrize(
    "times", ["1600000000,1600000001", "1600000000000,1600000001000",
              "2020-09-13T12:26:40,2020-09-13T12:26:41"],
)  # fmt: skip
def test_seconds_milliseconds_and_text_give_the_same_moments(tmp_path, times):
    first, second = times.split(",")
    path = write(tmp_path, "v.csv", f"at,person,statement,vote\n{first},a,s,1\n{second},b,s,0\n")

    assert read_votes(path).at.tolist() == [1600000000000, 1600000001000]


def test_parquet_and_csv_give_the_same_votes_and_the_order_stands_without_times(tmp_path):
    table = pl.DataFrame({"person": ["z", "a"], "statement": [4, 4], "vote": [1, -1]})
    table.write_parquet(tmp_path / "v.parquet")
    table.write_csv(tmp_path / "v.csv")

    read = [cells(read_votes(tmp_path / name)) for name in ("v.parquet", "v.csv")]

    assert read[0] == read[1] == [("z", 4, 1, 0), ("a", 4, -1, 1)]


def test_narrow_columns_are_read_as_wide_ones_and_as_strictly(tmp_path):
    table = pl.DataFrame({"person": [9, 9, 2], "statement": [4, 10**7, 4], "vote": [1, 0, -1]})
    narrow = [pl.col("person", "statement").cast(pl.Int32), pl.col("vote").cast(pl.Int8)]
    table.write_parquet(tmp_path / "wide.parquet")
    table.with_columns(narrow).write_parquet(tmp_path / "narrow.parquet")

    read = [read_votes(tmp_path / f"{name}.parquet") for name in ("wide", "narrow")]

    assert cells(read[0]) == cells(read[1]) == [(9, 4, 1, 0), (9, 10**7, 0, 1), (2, 4, -1, 2)]
    assert all(names.dtype == np.int64 for one in read for names in (one.people, one.statements))
    for strange in (-128, 2):
        odd = table.with_columns(vote=pl.lit(strange)).with_columns(narrow)
        odd.write_parquet(tmp_path / "odd.parquet")
        with pytest.raises(NotAVote, match=f"line 2: {strange} is not a vote"):
            read_votes(tmp_path / "odd.parquet")


def test_the_sign_of_polis_database_is_turned_round_on_request(tmp_path):
    path = write(tmp_path, "v.csv", "pid,tid,vote\n1,2,-1\n")

    assert read_votes(path, agree=-1).vote.tolist() == [1]


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("", UnreadableFile, "v.csv is empty: export it again"),
        ("timestamp,comment-id,vote\n1,2,1\n", MissingColumn, "no column person or voter-id"),
        ("comment-id,voter-id\n1,2\n", MissingColumn, "no column vote"),
        (HEAD + "1600000000,5,2,1\n1600000000,5,,1\n", MissingColumn, "line 3: voter-id is empty"),
        (HEAD + "1600000000,5,2,2\n", NotAVote, "line 2: 2 is not a vote"),
        (HEAD + "1600000000,5,2,1\n1600000000,5,3,\n", NotAVote, "line 3: None is not a vote"),
        (HEAD + "1600000000,5,2,yes\n", NotAVote, "'yes' is not a vote"),
        (HEAD + "1600000000,5,2,0.5\n", NotAVote, "line 2: 0.5 is not a vote"),
        (HEAD + "1600000000,5,2,1\n1600000000000,5,3,1\n", NotATime, "mixes seconds and milli"),
        (HEAD + "-5,5,2,1\n", NotATime, "negative"),
        (HEAD + "soon,5,2,1\n", NotATime, "line 2: 'soon' is not a time"),
        (HEAD + "1600000000,5,2,1\n,5,3,1\n", NotATime, "line 3: None is not a time"),
    ],
)
def test_a_table_that_cannot_be_used_is_named_with_place_and_remedy(tmp_path, text, error, says):
    path = write(tmp_path, "v.csv", text)

    with pytest.raises(error) as caught:
        read_votes(path)

    assert says in str(caught.value)


def test_files_of_another_kind_and_absent_ones_are_named(tmp_path):
    for name, says in [("v.parquet", "not a parquet table"), ("none.csv", "check the path")]:
        if name == "v.parquet":
            write(tmp_path, name, "no parquet")
        with pytest.raises(UnreadableFile, match=says):
            read_votes(tmp_path / name)
    with pytest.raises(UnreadableFile, match=r"holds neither votes\.csv nor participants"):
        read_folder(tmp_path)


WIDE = "participant,group-id,n-votes,4,9\n7,0,2,1,-1\n8,,1,,1\n9,1,2,-1,0\n"
LONG = HEAD + "1600000001,4,7,1\n1600000002,9,7,-1\n1600000003,9,8,1\n1600000004,4,9,-1\n"


def test_an_export_has_votes_moderation_and_published_groups(tmp_path):
    write(tmp_path, "votes.csv", LONG)
    write(tmp_path, "participants-votes.csv.gz", WIDE)
    write(tmp_path, "comments.csv", "comment-id,moderated,is-meta\n4,1,false\n9,-1,TRUE\n5,0,\n")

    found = read_folder(tmp_path)

    assert len(found.votes) == 4
    assert found.is_timed
    assert (found.moderation.out, found.moderation.accepted) == ({9}, {4})
    assert found.moderation.meta == {9}
    assert found.published.group.tolist() == [0, -1, 1]


def test_without_a_vote_log_the_latest_votes_are_taken_row_by_row(tmp_path):
    write(tmp_path, "participants-votes.csv", WIDE)

    found = read_folder(tmp_path)

    assert [row[:3] for row in cells(found.votes)] == [
        (7, 4, 1), (7, 9, -1), (8, 9, 1), (9, 4, -1), (9, 9, 0),
    ]  # fmt: skip
    assert not found.is_timed
    assert not found.moderation.out


def test_where_nobody_published_groups_there_are_none(tmp_path):
    write(tmp_path, "votes.csv", LONG)

    assert read_folder(tmp_path).published is None


def test_a_last_map_without_loadings_is_named(tmp_path):
    write(tmp_path, "statements.csv", "statement,loading_1,loading_2\n4,0.5,\n")
    write(tmp_path, "participants.csv", "participant,group\n7,0\n")

    with pytest.raises(MissingColumn, match="statements without loadings"):
        read_last(tmp_path)


def test_opposite_signs_in_one_export_are_refused(tmp_path):
    write(tmp_path, "votes.csv", LONG)
    write(tmp_path, "participants-votes.csv", WIDE.replace(",1,-1", ",-1,1").replace(",,1", ",,-1"))

    with pytest.raises(SignsDisagree, match="have 1 alike and 3 opposite"):
        read_folder(tmp_path)


@pytest.mark.parametrize(
    ("text", "says"),
    [("{", "no JSON"), ("[]", "no JSON object"), (json.dumps({"tids": []}), "lacks base-clusters")],
)
def test_a_damaged_stored_result_is_named(tmp_path, text, says):
    write(tmp_path, "votes.csv", LONG)
    write(tmp_path, "math.json", text)

    with pytest.raises(BlobError, match=says):
        read_folder(tmp_path)


def test_a_statement_table_without_its_columns_is_named(tmp_path):
    write(tmp_path, "votes.csv", LONG)
    write(tmp_path, "comments.csv", "comment-id,text\n4,x\n")

    with pytest.raises(MissingColumn, match="no column moderated or mod"):
        read_folder(tmp_path)


def test_columns_of_unequal_length_and_strange_votes_are_refused():
    ones = np.ones(2, np.int64)

    with pytest.raises(OpinionError, match=r"unequal lengths \[1, 2\]"):
        Votes.of(ones, ones[:1], ones)
    with pytest.raises(NotAVote, match="5 is not a vote"):
        Votes.of(ones, ones, np.array([1, 5]))


@pytest.mark.parametrize(
    "names", [[9, 2, 9, 0], [9_000_000, 2, 9_000_000], [-4, 2, -4], ["b", "a"]]
)
def test_names_are_numbered_in_the_order_they_first_came(names):
    distinct, numbers = number(np.array(names))

    assert distinct.tolist() == list(dict.fromkeys(names))
    assert distinct[numbers].tolist() == names


@pytest.mark.real_data
def test_the_last_votes_of_a_real_log_are_those_published_beside_it(conversation):
    found = conversation("vtaiwan-uberx")

    assert (len(found.votes.people), len(found.votes.statements)) == (1921, 197)
    assert len(found.moderation.out) == 78
    assert np.bincount(found.published.group + 1)[1:].tolist() == [330, 889]
