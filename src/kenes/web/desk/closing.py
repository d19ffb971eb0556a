"""End a matter at the desk: ask the author whether it is done, close it as the record bears out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kenes.domain.recommendations.actions import closing
from kenes.domain.recommendations.queries.closing import Execution, execution_of
from kenes.domain.recommendations.rules import closing as rules
from kenes.domain.shared.refusals import Refusal
from kenes.web.acting.specs import ActSpec
from kenes.web.desk.cases import DeskCase
from kenes.web.desk.forms import GroundsForm
from kenes.web.shared.forms import offer

DONE, NOT_DONE = "done", "not_done"


class CloseForm(GroundsForm):
    """As what it is closed, where a body had taken it on, and why."""

    ending = forms.ChoiceField(
        label=_("As what do you close it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose as what it is closed.")},
    )

    field_order = ("ending", "grounds")

    def prepare(self, case: DeskCase) -> None:
        """Offer the ends that the evidence and the author's word bear out."""
        execution = execution_of(case.recommendation)
        offered = [
            (code, words)
            for code, words in ((DONE, _("Done")), (NOT_DONE, _("Not done")))
            if not rules.refuse_ending(execution, is_done=code == DONE, on=case.today)
        ]
        if not offered:
            del self.fields["ending"]
            return
        offer(self, "ending", offered)
        self.fields["ending"].help_text = _words_of(execution)


def _words_of(execution: Execution) -> Any:
    """Say which word of the author stands on record."""
    if execution.is_done is None:
        return _("The author was asked and gave no word; the record will say so.")
    if execution.is_done:
        return _("The author says that it is done.")
    return _("The author says that it is not done.")


def _refuse_close(case: DeskCase) -> Refusal | None:
    row = case.recommendation
    return rules.refuse_to_close(case.person, case.secretary, row, execution_of(row), on=case.today)


def _refuse_ask(case: DeskCase) -> Refusal | None:
    row = case.recommendation
    return rules.refuse_to_ask_word(
        case.person, case.secretary, row, execution_of(row), on=case.today
    )


def _close(case: DeskCase, values: dict[str, Any]) -> object:
    ending = values.pop("ending", None)
    is_done = None if ending is None else ending == DONE
    return closing.close(is_done=is_done, **values, **case.by(case.secretary))


CLOSING: tuple[ActSpec[DeskCase], ...] = (
    ActSpec(
        slug="word",
        heading=_("Ask the author whether it is done"),
        button=_("Ask the author whether it is done"),
        done=_("The author is asked; the record shows until when."),
        refuse=_refuse_ask,
        run=lambda case, _values: closing.ask_for_word(**case.by(case.secretary)),
        consequences=(
            _("Everybody sees that the author is asked, and until when: 30 days from today."),
            _("The author is told where there is an account; whoever holds the code reads it."),
            _("After 30 days of silence the matter can be closed without a word."),
        ),
    ),
    ActSpec(
        slug="close",
        heading=_("Do you close the matter?"),
        button=_("Close the matter"),
        done=_("The matter is closed; its page stays."),
        form=CloseForm,
        refuse=_refuse_close,
        run=_close,
        is_risky=True,
        consequences=(_("The page and its history stay; the author and followers are told."),),
    ),
)
