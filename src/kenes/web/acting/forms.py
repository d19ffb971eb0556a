"""Forms of acts: each carries a key, so that a double click does its act once."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from django import forms

from kenes.domain.shared.keys import new_public_id
from kenes.domain.shared.refusals import Invalid

UNSIGNED = ("csrfmiddlewaretoken", "key")


class ActForm(forms.Form):
    """A form of one act. `case` is what the act is about; `prepare` may take choices from it."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=new_public_id)

    def __init__(self, *args: Any, case: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.prepare(case)

    def prepare(self, case: Any) -> None:
        """Fill choices and first values from the case; nothing by default."""

    @property
    def raw_key(self) -> UUID | None:
        """The key as the page was given it, known to its reader alone; None when it is none."""
        try:
            return UUID(self.data.get(self.add_prefix("key"), ""))
        except ValueError:
            return None

    @property
    def act_key(self) -> UUID:
        """The key of this very input: a double click has the same, a changed input another.

        So whoever goes back, changes the text and sends it again is not answered with the first
        result. Where the sender dropped the key, every sending counts.
        """
        key = self.raw_key or new_public_id()
        sent = [one for one in sorted(dict(self.data).items()) if one[0] not in UNSIGNED]
        files = [(name, str(one)) for name, one in sorted(self.files.items())]
        return uuid5(key, repr((sent, files)))

    @property
    def values(self) -> dict[str, Any]:
        """What the act is given: the cleaned fields but the key."""
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}

    def renew_edition(self, edition: int) -> None:
        """Let the kept input be saved over the edition that the reader now sees beside it."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data[self.add_prefix("edition")] = str(edition)  # type: ignore[index]


def keep_problems(form: forms.Form, error: Invalid, names: Mapping[str, str]) -> None:
    """Put what the domain found wrong beside its field; `names` maps the domain's names."""
    for field, sentence in error.problems.items():
        own = names.get(field, field)
        form.add_error(own if own in form.fields else None, str(sentence))
