"""Values kept in memory: made once, given up when there are too many or they are too old."""

from kenes.domain.shared.kept import Kept, Lasting


def test_a_value_is_made_once_and_the_least_recently_asked_for_goes_first():
    kept, made = Kept[str](2), []

    def value_of(key):
        return kept.get(key, lambda: made.append(key) or f"value of {key}")

    assert [value_of(key) for key in "abacb"] == [f"value of {key}" for key in "abacb"]
    assert made == ["a", "b", "c", "b"]
    assert value_of("c") == "value of c"
    assert made == ["a", "b", "c", "b"]


def test_a_value_that_lasts_is_made_anew_after_its_time_or_when_it_is_forgotten():
    lasting, numbers = Lasting[int](4, seconds=60), iter(range(10))

    kept = [lasting.get("a", lambda: next(numbers)) for _time in range(2)]
    lasting._slots.get("a", object).until = 0.0
    anew = lasting.get("a", lambda: next(numbers))
    lasting.forget("a")

    assert (kept, anew) == ([0, 0], 1)
    assert lasting.get("a", lambda: next(numbers)) == 2


def test_others_are_given_the_old_value_while_one_makes_it_anew():
    lasting, asked = Lasting[str](4, seconds=60), []
    lasting.get("a", lambda: "old")
    lasting._slots.get("a", object).until = 0.0

    def make():
        asked.append(lasting.get("a", lambda: "made twice"))
        return "new"

    assert lasting.get("a", make) == "new"
    assert asked == ["old"]
    assert lasting.get("a", make) == "new"
