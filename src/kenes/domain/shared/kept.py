"""Values kept in a process's memory, under keys that change whenever the values do."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock


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
