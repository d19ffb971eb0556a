"""Values kept in memory: made once, given up when there are too many."""

from kenes.domain.shared.kept import Kept


def test_a_value_is_made_once_and_the_least_recently_asked_for_goes_first():
    kept, made = Kept[str](2), []

    def value_of(key):
        return kept.get(key, lambda: made.append(key) or f"value of {key}")

    assert [value_of(key) for key in "abacb"] == [f"value of {key}" for key in "abacb"]
    assert made == ["a", "b", "c", "b"]
    assert value_of("c") == "value of c"
    assert made == ["a", "b", "c", "b"]
