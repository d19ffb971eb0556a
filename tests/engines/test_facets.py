"""The facet index agrees with a plain loop over the same things."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kenes.engines.facets import FacetError, FacetIndex, bitmap_of, positions_of

# A busy machine is no finding.
settings.register_profile("engines", deadline=None)
settings.load_profile("engines")

STAGES, TOPICS = ("sent", "closed", "adopted"), ("water", "roads", "school")
things = st.dictionaries(
    st.integers(0, 60),
    st.fixed_dictionaries(
        {
            "stage": st.sets(st.sampled_from(STAGES), max_size=1),
            "topic": st.sets(st.sampled_from(TOPICS)),
        }
    ),
    max_size=30,
)
selections = st.fixed_dictionaries(
    {
        "stage": st.sets(st.sampled_from([*STAGES, "unknown"])),
        "topic": st.sets(st.sampled_from(TOPICS)),
    }
)


def _index(found):
    index = FacetIndex(orders=("age", "due"))
    index.put((position, values, {"age": -position}) for position, values in found.items())
    return index


def _meets(values, selection):
    return all(not chosen or chosen & values[facet] for facet, chosen in selection.items())


@given(things, selections)
def test_matching_equals_a_plain_loop(found, selection):
    bitmap = _index(found).matching(selection)

    assert set(positions_of(bitmap)) == {p for p, v in found.items() if _meets(v, selection)}


@given(things, selections)
def test_counts_equal_a_plain_loop_that_ignores_the_own_facet(found, selection):
    counts = _index(found).counts(selection, ["stage", "topic"])

    for facet in ("stage", "topic"):
        others = {name: chosen for name, chosen in selection.items() if name != facet}
        for value, number in counts[facet].items():
            assert number == sum(value in v[facet] and _meets(v, others) for v in found.values())


@given(things, st.lists(st.integers(0, 60)))
def test_removed_and_replaced_things_leave_no_trace(found, gone):
    index = _index(found)
    index.remove(gone)
    index.put((position, {"stage": ["again"]}, {"age": 0}) for position in found)

    assert len(index) == len(found)
    assert index.values("stage") == ({"again"} if found else set())
    assert index.values("topic") == set()


@given(things, st.sets(st.integers(0, 60)))
def test_what_is_removed_counts_nowhere(found, gone):
    index = _index(found)
    index.remove(gone)
    left = {position: values for position, values in found.items() if position not in gone}

    assert index.page(index.matching({}), "age", offset=0, limit=60) == sorted(left, reverse=True)
    for facet in ("stage", "topic"):
        assert index.values(facet) == set().union(*(values[facet] for values in left.values()))


@given(things)
def test_putting_at_once_equals_putting_one_by_one(found):
    single = FacetIndex(orders=("age", "due"))
    for position, values in found.items():
        single.put([(position, values, {"age": -position})])

    assert single == _index(found)


@given(things)
def test_the_values_of_a_thing_are_those_it_was_put_with(found):
    index = _index(found)

    for position, values in found.items():
        assert index.values_at(position, "topic") == values["topic"]
    assert index.values_at(99, "topic") == set()


@given(things, st.integers(-60, 0), st.integers(-60, 0))
def test_a_span_of_an_order_holds_both_its_ends(found, least, most):
    bitmap = _index(found).between("age", least, most)

    assert set(positions_of(bitmap)) == {p for p in found if least <= -p <= most}


@pytest.mark.parametrize("size", [10, 9000], ids=["sorted", "walked"])
def test_a_page_is_cut_from_the_order(size):
    index = FacetIndex(orders=("age", "due"))
    index.put((p, {"odd": [p % 2]}, {"age": (p * 7) % size}) for p in range(size))
    odd = [p for p in sorted(range(size), key=lambda p: ((p * 7) % size, p)) if p % 2]

    found = index.matching({"odd": [1]})

    assert index.page(found, "age", offset=2, limit=3) == odd[2:5]
    newest = index.page(found, "age", offset=0, limit=2, descending=True)
    assert newest == list(reversed(odd))[:2]
    assert index.page(found, "age", offset=size, limit=3) == []


def test_few_among_many_stand_in_the_same_order_as_many():
    index = FacetIndex(orders=("age",))
    index.put((p, {"rare": [1]} if p in {3, 400, 8000} else {}, {"age": -p}) for p in range(9000))
    found = index.matching({"rare": [1]})

    assert index.page(found, "age", offset=0, limit=2) == [8000, 400]
    assert index.page(found, "age", offset=1, limit=5, descending=True) == [400, 8000]


@pytest.mark.parametrize("size", [10, 9000], ids=["sorted", "walked"])
def test_things_without_a_rank_come_last(size):
    index = FacetIndex(orders=("age", "due"))
    index.put((p, {}, {"due": p} if p % 2 else {}) for p in range(size))

    page = index.page(index.matching({}), "due", offset=size // 2 - 1, limit=3)

    assert page == [size - 1, 0, 2]


def test_a_search_narrows_list_and_counts():
    index = _index({1: {"stage": {"sent"}, "topic": set()}, 2: {"stage": {"sent"}, "topic": set()}})

    counts = index.counts({}, ["stage"], within=bitmap_of([2, 40]))

    assert counts == {"stage": {"sent": 1}}


def test_a_negative_position_is_refused():
    with pytest.raises(FacetError, match="position -1 is negative"):
        FacetIndex().put([(-1, {}, {})])


def test_an_order_nobody_ranked_is_refused():
    index = _index({1: {"stage": set(), "topic": set()}})

    with pytest.raises(FacetError, match="no order 'colour' is kept"):
        index.page(index.matching({}), "colour", offset=0, limit=1)


def test_a_thing_put_again_or_removed_is_counted_as_it_stands():
    index = _index({p: {"stage": {STAGES[p % 3]}, "topic": set(TOPICS[: p % 4])} for p in range(9)})
    index.put([(1, {"stage": {"sent"}, "topic": set()}, {"age": 5}), (20, {}, {})])
    index.remove([0, 2, 30])
    index.remove([30])
    chosen = {"stage": {"sent", "unknown"}, "topic": set()}

    assert len(index) == 8
    assert list(positions_of(index.matching(chosen))) == [1, 3, 6]
    assert index.counts(chosen, ["stage"])["stage"] == {"sent": 3, "closed": 2, "adopted": 2}
    assert index.values_at(3, "topic") == set(TOPICS)
    assert index.values("topic") == set(TOPICS)
    assert list(positions_of(index.between("age", -6, -4))) == [4, 5, 6]
    assert index.page(index.matching({}), "age", offset=0, limit=20) == [
        8, 7, 6, 5, 4, 3, 1, 20,
    ]  # fmt: skip
