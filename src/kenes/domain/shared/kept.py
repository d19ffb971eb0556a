"""Values kept in a process's memory: under keys that change whenever they do, or for a time."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from time import monotonic, perf_counter


class Kept[Value]:
    """At most `most` values, the least recently asked for given up first.

    Nothing is copied: a value is shared by all threads, so nobody may change it.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value of a key, made now where there is none.

        >>> kept = Kept[str](1)
        >>> kept.get(1, lambda: "first"), kept.get(1, lambda: "never made")
        ('first', 'first')
        >>> kept.get(2, lambda: "second"), kept.get(1, lambda: "made again")
        ('second', 'made again')
        """
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            self._values[key] = value
            while len(self._values) > self.most:
                self._values.popitem(last=False)
        return value


class Lasting[Value]:
    """Values that may be old by some seconds: at most `most` of them.

    What took long to make lasts longer, so that at most a hundredth of the time goes into it. While
    one thread makes a value anew the others are given the old one.
    """

    AT_MOST = 100

    def __init__(self, most: int, seconds: float) -> None:
        self.seconds = seconds
        self._slots = Kept[_Slot[Value]](most)

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value of a key, made now where there is none or it has lasted its time.

        >>> lasting = Lasting[int](2, seconds=60)
        >>> lasting.get("votes", lambda: 1), lasting.get("votes", lambda: 2)
        (1, 1)
        >>> lasting.forget("votes")
        >>> lasting.get("votes", lambda: 3)
        3
        """
        slot, now = self._slots.get(key, _Slot[Value]), monotonic()
        value = slot.value
        if value and now < slot.until:
            return value[0]
        slot.until = now + self.seconds  # the others go on with the old one meanwhile
        return self._made(slot, make)

    def forget(self, key: Hashable) -> None:
        """Let the value of a key be made anew at its next use."""
        self._slots.get(key, _Slot[Value]).value = ()

    def _made(self, slot: "_Slot[Value]", make: Callable[[], Value]) -> Value:
        began = perf_counter()
        value = make()
        took = perf_counter() - began
        slot.value = (value,)
        slot.until = monotonic() + max(self.seconds, self.AT_MOST * took)
        return value


class _Slot[Value]:
    """A value, where there is one, and until when it lasts."""

    def __init__(self) -> None:
        self.value: tuple[Value, ...] = ()
        self.until = 0.0
