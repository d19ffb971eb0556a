"""What a host may do with a conversation and with a statement, each act with its rule."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kenes.domain.conversations import rules
from kenes.domain.conversations.actions import (
    declaring,
    hosting,
    moderating,
    recommending,
    rendering,
)
from kenes.domain.conversations.agreement import agreed_now
from kenes.domain.conversations.queries import statement_row
from kenes.domain.shared.refusals import Refusal
from kenes.web.acting.specs import ActSpec
from kenes.web.conversations.cases import HostCase
from kenes.web.conversations.forms import (
    DeclareForm,
    GroundsForm,
    MergeForm,
    RecommendForm,
    RenderingForm,
    ReturnForm,
)


def _refuse_to_open(case: HostCase) -> Refusal | None:
    return rules.refuse_to_open(case.person, case.mandate, case.conversation, on=case.today)


def _refuse_to_discard(case: HostCase) -> Refusal | None:
    return rules.refuse_to_rewrite(case.person, case.mandate, case.conversation, on=case.today)


def _refuse_to_close(case: HostCase) -> Refusal | None:
    return rules.refuse_to_close(case.person, case.mandate, case.conversation, on=case.today)


def _refuse_to_declare(case: HostCase) -> Refusal | None:
    return rules.refuse_to_host(case.person, case.mandate, case.conversation.body, on=case.today)


def _declared(case: HostCase) -> dict[str, Any]:
    return {name: getattr(case.conversation, name) for name in ("contest", "pollster", "notice")}


def _refuse_to_recommend(case: HostCase) -> Refusal | None:
    agreed = len(agreed_now(case.conversation))
    return rules.refuse_to_recommend(
        case.person, case.mandate, case.conversation, agreed=agreed, on=case.today
    )


def _refuse_to_correct(case: HostCase) -> Refusal | None:
    row = statement_row(case.conversation, _number(case))
    return rules.refuse_to_correct(case.person, case.mandate, row, on=case.today)


def _refuse_to_accept(case: HostCase) -> Refusal | None:
    row = statement_row(case.conversation, _number(case))
    return rules.refuse_to_accept(case.person, case.mandate, row, on=case.today)


def _refuse_to_return(case: HostCase) -> Refusal | None:
    row = statement_row(case.conversation, _number(case))
    return rules.refuse_to_return(case.person, case.mandate, row, on=case.today)


def _refuse_to_merge(case: HostCase) -> Refusal | None:
    row = statement_row(case.conversation, _number(case))
    return rules.refuse_to_merge(case.person, case.mandate, row, into=None, on=case.today)


def _number(case: HostCase) -> int:
    return case.statement.number if case.statement else 0


def _first_text(case: HostCase) -> dict[str, Any]:
    """Begin with the language that is not the author's: that one needs work most often."""
    shown = case.statement
    if shown is None:
        return {}
    language = "ru" if shown.original_language == "kk" else "kk"
    text = shown.texts.get(language)
    return {"language": language, "text": text.text if text else ""}


HOSTING: tuple[ActSpec[HostCase], ...] = (
    ActSpec(
        slug="open",
        heading=_("Open the conversation?"),
        button=_("Open it"),
        done=_("The conversation is open, and its opening is on the register."),
        refuse=_refuse_to_open,
        run=lambda case, values: hosting.open_conversation(**case.about, **values),
        is_risky=True,
        consequences=(
            _("Everybody reads the question and the statements from now on."),
            _("The question, the dates and who may take part can no longer be changed."),
        ),
    ),
    ActSpec(
        slug="declare",
        heading=_("Is a candidate, a party or a referendum question named?"),
        button=_("Answer on candidates and parties"),
        done=_("The answer is kept."),
        refuse=_refuse_to_declare,
        run=lambda case, values: declaring.declare_contest(**case.about, **values),
        form=DeclareForm,
        initial=_declared,
        consequences=(
            _("Everybody reads the answer, the pollster and the number of its notice."),
            _("Of a conversation that was opened, the answer goes on the register."),
        ),
    ),
    ActSpec(
        slug="recommend",
        heading=_("Make it a recommendation"),
        button=_("Make it a recommendation"),
        done=_("The draft is made. Its link stands on this page; finish it and file it."),
        refuse=_refuse_to_recommend,
        run=lambda case, values: recommending.recommend(
            **case.about, address=case.address, **values
        ),
        form=RecommendForm,
        consequences=(
            _("The statements and their figures become the text of a draft in the body's name."),
            _("Once it is published, everybody reads beside the results what becomes of it."),
        ),
    ),
    ActSpec(
        slug="close",
        heading=_("Close the conversation before its last day?"),
        button=_("Close it"),
        done=_("The conversation is closed."),
        refuse=_refuse_to_close,
        run=lambda case, values: hosting.close_conversation(**case.about, **values),
        form=GroundsForm,
        is_risky=True,
        consequences=(_("Nobody can take part any more. What was said stays readable."),),
    ),
    ActSpec(
        slug="discard",
        heading=_("Throw the prepared conversation away?"),
        button=_("Throw it away"),
        done=_("The prepared conversation was thrown away."),
        refuse=_refuse_to_discard,
        run=lambda case, values: hosting.discard(**case.about, **values),
    ),
)

ON_STATEMENTS: tuple[ActSpec[HostCase], ...] = (
    ActSpec(
        slug="accept",
        heading=_("Show the statement to everybody?"),
        button=_("Show it"),
        done=_("The statement is shown, and people vote on it."),
        refuse=_refuse_to_accept,
        run=lambda case, values: moderating.accept_statement(
            **case.about, number=_number(case), **values
        ),
        consequences=(_("Whether you agree with it plays no part."),),
    ),
    ActSpec(
        slug="return",
        heading=_("Return the statement?"),
        button=_("Return it"),
        done=_("The statement was returned; the ground is readable to all."),
        refuse=_refuse_to_return,
        run=lambda case, values: moderating.return_statement(
            **case.about, number=_number(case), **values
        ),
        form=ReturnForm,
        is_risky=True,
        consequences=(
            _("Its words are no longer shown; its number and the ground are."),
            _("Votes already cast on it count nowhere."),
        ),
    ),
    ActSpec(
        slug="merge",
        heading=_("Merge the statement into one that says the same?"),
        button=_("Merge it"),
        done=_("The statement was merged."),
        refuse=_refuse_to_merge,
        run=lambda case, values: moderating.merge_statement(
            **case.about, number=_number(case), **values
        ),
        form=MergeForm,
        is_risky=True,
        consequences=(
            _(
                "Its votes count for the other one. Whoever voted on both keeps the vote on the "
                "other one, also where the two votes differ. It cannot be undone."
            ),
            _(
                "Published figures of the other one may stay as they are for a time: else both "
                "would tell what the few who voted on both had said."
            ),
        ),
    ),
    ActSpec(
        slug="text",
        heading=_("Write or correct a text of the statement"),
        button=_("Keep the text"),
        done=_("The text is kept; what was shown before stays on record."),
        refuse=_refuse_to_correct,
        run=lambda case, values: rendering.correct_rendering(
            **case.about, number=_number(case), **values
        ),
        form=RenderingForm,
        initial=_first_text,
        consequences=(
            _("Votes fall on the statement, not on its text: those already cast stay."),
            _(
                "A text must say the same in both languages. "
                "If it says something else, it is another statement."
            ),
        ),
    ),
)
