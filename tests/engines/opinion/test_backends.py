"""Wherever shards are computed, the map has the same bytes."""

import os

import numpy as np
import pytest

from kenes.engines.opinion import Moderation, OpinionError, Tables, Votes
from kenes.engines.opinion.backends.cluster import on_cluster
from kenes.engines.opinion.backends.partial import Partial, merge_partials, write_partial
from kenes.engines.opinion.backends.processes import in_processes
from kenes.engines.opinion.errors import UnreadableFile
from kenes.engines.opinion.stable.layout import Layout
from kenes.engines.opinion.stable.ledger import Ledger
from kenes.engines.opinion.stable.maps import compute_map, compute_tick, draw_map
from tests.factories.opinion import make_votes, votes_of

NOTHING = Moderation()


@pytest.fixture(scope="module")
def votes():
    return make_votes(people=60, statements=12)


def bytes_of(found):
    parts = (found.positions.points, found.positions.sd, found.group, found.membership,
             found.counts, found.agreed.lower, found.directions.loadings)  # fmt: skip
    return [part.tobytes() for part in parts]


def test_slices_on_several_threads_give_the_bytes_of_one(votes, monkeypatch):
    ledgers = [Ledger.of(votes) for _one in range(2)]
    for ledger in ledgers:
        ledger.cast(7, 3, None)
        ledger.cast(2000, 3, 1)
    last = compute_map(votes, NOTHING).last
    alone = compute_tick(ledgers[0], last=last)
    monkeypatch.setattr("kenes.engines.opinion.shards.ENOUGH", 17)
    monkeypatch.setattr("os.cpu_count", lambda: 3)

    side_by_side = compute_tick(ledgers[1], last=last)

    assert bytes_of(side_by_side) == bytes_of(alone)
    assert side_by_side.layout.matrix.columns.tobytes() == alone.layout.matrix.columns.tobytes()


@pytest.mark.timeout(300)  # on a new machine every loop is compiled here
@pytest.mark.slow  # another interpreter imports the engine; two would cost as much again
def test_processes_give_the_bytes_of_one(votes):
    with in_processes(1) as over:
        found = compute_map(votes, NOTHING, shards=3, over=over)

    assert bytes_of(found) == bytes_of(compute_map(votes, NOTHING))


@pytest.mark.timeout(300)  # on a new machine every loop is compiled here
@pytest.mark.slow  # a scheduler and two processes are started, which speak TCP with each other
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
def test_a_cluster_of_two_worker_processes_gives_the_bytes_of_one(votes):
    from distributed import Client, LocalCluster  # noqa: PLC0415  # threads start at its import

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, protocol="tcp", host="127.0.0.1", dashboard_address=None
    ) as cluster, on_cluster(cluster.scheduler_address) as over, Client(cluster) as client:  # fmt: skip
        found = compute_map(votes, NOTHING, shards=4, over=over)
        pids, shards = client.run(os.getpid), client.has_what()

    assert len({os.getpid(), *pids.values()}) == 3
    assert len(shards) == 2
    assert all(shards.values())
    assert bytes_of(found) == bytes_of(compute_map(votes, NOTHING))


def test_a_scheduler_that_is_not_there_is_named():
    with pytest.raises(OpinionError, match="does not answer"), on_cluster("nonsense://"):
        pass


def written(folder, *votes, moderation=NOTHING):
    """Return the files of partial sums, one of each."""
    paths = [folder / f"{place}.npz" for place in range(len(votes))]
    for path, some in zip(paths, votes, strict=True):
        write_partial(path, Partial.of(some, moderation))
    return paths


@pytest.mark.parametrize("parts", [1, 3])
def test_partial_sums_in_files_add_up_to_the_bytes_of_the_whole(votes, tmp_path, parts):
    moderation = Moderation(out=frozenset({3}))
    some = [votes.where(votes.person % parts == part) for part in range(parts)]
    paths = written(tmp_path, *some, moderation=moderation)

    layout, tables, read = merge_partials(paths[::-1])

    whole = Layout.of(votes, moderation)
    found = draw_map(layout, [layout.matrix], tables, last=None, seed=1)
    assert bytes_of(found) == bytes_of(compute_map(votes, moderation))
    assert layout.statements.tolist() == whole.statements.tolist()
    assert layout.people.tolist() == whole.people.tolist()
    assert layout.out.tolist() == whole.out.tolist()
    assert sum(one.votes for one in read) == len(votes)
    for mine, theirs in zip(tables.parts, Tables.of(whole.matrix).parts, strict=True):
        assert mine.tobytes() == theirs.tobytes()


def test_statements_that_one_part_alone_has_find_their_place(tmp_path):
    paths = written(tmp_path, votes_of((1, 9, 1)), votes_of((2, 4, -1)), votes_of())

    layout, tables, _read = merge_partials(paths)

    assert layout.statements.tolist() == [4, 9]
    assert layout.matrix.columns.tolist() == [1, 0]
    assert tables.means.tolist() == [-1, 1]


def test_parts_that_do_not_fit_together_are_refused(tmp_path):
    one, same = votes_of((1, 9, 1)), votes_of((1, 8, 1), (2, 9, 0))
    text = Votes.of(np.array(["b"]), np.array(["c"]), np.array([1]))
    paths = written(tmp_path, one, same, text)

    with pytest.raises(OpinionError, match="1 people have votes in two of the files, such as 1:"):
        merge_partials(paths[:2])
    with pytest.raises(OpinionError, match="name people by numbers and some by text"):
        merge_partials(paths[::2])
    write_partial(paths[0], Partial.of(votes_of((3, 9, 1)), Moderation(out=frozenset({9}))))
    with pytest.raises(OpinionError, match="Statement 9 is moderated out in one file and open in"):
        merge_partials(paths[:2])


def test_files_that_hold_no_sums_are_refused(tmp_path):
    (tmp_path / "a.npz").write_text("nothing")
    np.savez(tmp_path / "b.npz", other=np.zeros(2))

    (tmp_path / "d.npz").touch()
    whole = written(tmp_path, votes_of((1, 9, 1)))[0].read_bytes()
    (tmp_path / "e.npz").write_bytes(whole[: len(whole) // 2])
    with (tmp_path / "f.npz").open("wb") as file:
        np.save(file, np.zeros(2))

    for names in (["a.npz"], ["b.npz"], ["c.npz"], ["d.npz"], ["e.npz"], ["f.npz"]):
        with pytest.raises(UnreadableFile, match="holds no partial sums"):
            merge_partials([tmp_path / name for name in names])
    with pytest.raises(UnreadableFile, match="No partial sums were given"):
        merge_partials([])
