"""Models made of rows by a plan that is worked out once.

Django works out anew at each read which column belongs to which model, and sets every field by
itself. A maker knows it beforehand and fills a model in one step. It sends no signals of models
made (there are none here) and calls no `__init__`: what a model does there does not happen.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models.base import ModelState


class Maker:
    """Makes a model, and all that was selected along with it, of a row."""

    __slots__ = ("_along", "_columns", "_key", "_mode", "_model", "_names")

    def __init__(self, known: Mapping[str, Any], select: Sequence[Any], mode: Any) -> None:
        """Plan by what a compiler knows of a model's columns (`klass_info`).

        `select` is the compiler's list of columns, `mode` how the model reads what is missing.
        """
        places = known["select_fields"]
        self._model, self._mode = known["model"], mode
        self._columns = slice(places[0], places[-1] + 1)
        self._names = [select[place][0].target.attname for place in places]
        key = self._model._meta.pk.attname  # noqa: SLF001 (Django documents _meta)
        self._key = places[0] + self._names.index(key)
        self._along = [
            (Maker(other, select, mode), other["local_setter"], other["remote_setter"])
            for other in known.get("related_klass_infos", ())
        ]

    def made(self, row: Sequence[Any], database: str) -> Any:
        """Return the model of a row of that database, None where a join found none."""
        if row[self._key] is None:
            return None
        made = self._model.__new__(self._model)
        made.__dict__.update(zip(self._names, row[self._columns], strict=True))
        made._state = self._state(database)  # noqa: SLF001 (Model.__init__ sets it otherwise)
        for maker, keep, keep_back in self._along:
            other = maker.made(row, database)
            keep(made, other)
            if other is not None:
                keep_back(other, made)
        return made

    def _state(self, database: str) -> ModelState:
        state = ModelState()
        state.__dict__.update(adding=False, db=database, fetch_mode=self._mode)
        return state
