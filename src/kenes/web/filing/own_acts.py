"""What the author may do with the own text, each act with its words and its rule."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kenes.domain.recommendations.actions import appeals, authorship, filing, texts
from kenes.domain.recommendations.queries.authoring import authored
from kenes.domain.recommendations.rules import admission as admission_rules
from kenes.domain.recommendations.rules import authors as author_rules
from kenes.domain.recommendations.rules import texts as text_rules
from kenes.domain.recommendations.values import TextState
from kenes.domain.shared.languages import Language
from kenes.domain.shared.refusals import Refusal
from kenes.web.acting.forms import ActForm
from kenes.web.acting.specs import ActSpec
from kenes.web.filing.grading import GRADING
from kenes.web.filing.ladder import LADDER
from kenes.web.filing.own_case import OwnCase
from kenes.web.shared.forms import RecordTextarea, offer

NEVER_RETURNED = Refusal(
    "never_returned",
    _("There is nothing to appeal: the text was never returned."),
    _("An appeal is possible after a return, for the days that the return names."),
)


class ReasonForm(ActForm):
    """A reason in a sentence."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("One sentence. It is kept with the text."),
        widget=RecordTextarea(rows=4),
        error_messages={"required": _("Write the reason in a sentence.")},
    )


class AppealForm(ActForm):
    """Why the return is wrong."""

    text = forms.CharField(
        label=_("Why should it be looked at again?"),
        help_text=_("A person of another side than the one that returned it reads this."),
        widget=RecordTextarea(rows=6),
        error_messages={"required": _("Write why the return is wrong, in a sentence or more.")},
    )


class WordingForm(ActForm):
    """A new wording, with the reason for the change."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), required=False)
    problem = forms.CharField(
        label=_("What is wrong"), required=False, widget=RecordTextarea(rows=8)
    )
    demand = forms.CharField(label=_("What should be done"), widget=RecordTextarea(rows=8))
    reason = forms.CharField(
        label=_("What did you change, and why?"),
        help_text=_("The public reads it beside the comparison of both versions."),
        error_messages={"required": _("Write in a sentence why the text changes.")},
    )


class NameForm(ActForm):
    """Whether the name is shown, and which."""

    is_public = forms.BooleanField(
        label=_("Show my name"),
        help_text=_("Off: the page says only that you are a resident of your region, and the name "
                    "leaves the server too."),
        required=False,
    )  # fmt: skip
    name = forms.CharField(label=_("The name to show"), required=False)


class TranslationForm(ActForm):
    """The text in another language."""

    language = forms.ChoiceField(label=_("Language"), choices=(), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"))
    problem = forms.CharField(
        label=_("What is wrong"), required=False, widget=RecordTextarea(rows=8)
    )
    demand = forms.CharField(label=_("What should be done"), widget=RecordTextarea(rows=8))
    credit = forms.CharField(
        label=_("Who translated"),
        help_text=_("Shown to everybody. Leave it empty to show nobody."),
        required=False,
    )  # fmt: skip

    def prepare(self, case: Any) -> None:
        """Offer the languages other than the original's."""
        original = case.own.recommendation.original_language
        rest = [choice for choice in Language.choices if choice[0] != original]
        offer(self, "language", rest)
        self.fields["language"].initial = rest[0][0]


def _refuse_appeal(case: OwnCase) -> Refusal | None:
    returned = case.story.returned
    if returned is None:
        return NEVER_RETURNED
    returned.recommendation = case.own.recommendation
    return admission_rules.refuse_to_appeal(returned, on=case.own.today)


def _refuse_version(case: OwnCase) -> Refusal | None:
    own = case.own
    return text_rules.refuse_new_version(
        own.person, own.code, None, own.recommendation, on=own.today
    )


def _refuse_translation(case: OwnCase) -> Refusal | None:
    own, row = case.own, case.own.recommendation
    other = next(code for code in Language.values if code != row.original_language)
    return text_rules.refuse_translation(
        own.person, own.code, None, row, language=other, state=TextState.DRAFT, on=own.today
    )


def _wording(case: OwnCase) -> dict[str, Any]:
    text = case.story.original
    return {
        "edition": case.own.recommendation.edition,
        "title": text.title,
        "problem": text.problem,
        "demand": text.demand,
    }


def _name(case: OwnCase) -> dict[str, Any]:
    row, person = case.own.recommendation, case.own.person
    name = row.author_name or (person.full_name if person else "")
    return {"is_public": row.is_name_public, "name": name}


def _edition(case: OwnCase) -> int:
    return authored(case.own.recommendation.public_id).edition


SPECS: tuple[ActSpec[OwnCase], ...] = (
    *GRADING,
    *LADDER,
    ActSpec(
        slug="appeal",
        heading=_("Ask a second person to look at the return"),
        button=_("Appeal the return"),
        done=_("Your appeal is on record. The decision will be shown here."),
        form=AppealForm,
        refuse=_refuse_appeal,
        receipt=lambda case: case.entry("recommendation.return_appealed"),
        run=lambda case, values: appeals.appeal(**case.who, **values),
        consequences=(
            _("Somebody decides who is of another side than the person who returned the text."),
            _("Only those who decide read your words; that there was an appeal is public."),
        ),
    ),
    ActSpec(
        slug="again",
        heading=_("File the returned text again"),
        button=_("File it again"),
        done=_("The text is filed again under its number."),
        refuse=lambda case: author_rules.refuse_to_file_again(case.own.recommendation),
        receipt=lambda case: case.entry("recommendation.filed_again"),
        run=lambda case, _values: filing.file_again(**case.who),
        consequences=(
            _("It keeps its number. Change the wording first, if the reason asks for it."),
        ),
    ),
    ActSpec(
        slug="edit",
        heading=_("Change the wording"),
        button=_("Change the wording"),
        done=_("The new version is on record; the old one stays and can be compared."),
        form=WordingForm,
        refuse=_refuse_version,
        receipt=lambda case: case.entry("recommendation.version_published"),
        run=lambda case, values: texts.publish_version(**case.who, **values),
        initial=_wording,
        edition=_edition,
        consequences=(_("Every version stays, and what changed is shown word by word."),),
    ),
    ActSpec(
        slug="translate",
        heading=_("Add a translation"),
        button=_("Add a translation"),
        done=_("The translation is kept as a draft; the secretary may check it."),
        form=TranslationForm,
        refuse=_refuse_translation,
        run=lambda case, values: texts.publish_translation(**case.who, **values),
        consequences=(_("Your own wording stays the authentic one."),),
    ),
    ActSpec(
        slug="name",
        heading=_("Show your name, or take it back"),
        button=_("Change what is shown of me"),
        done=_("What is shown of you is changed."),
        form=NameForm,
        refuse=lambda _case: None,
        run=lambda case, values: authorship.choose_name(**case.who, **values),
        initial=_name,
    ),
    ActSpec(
        slug="withdraw",
        heading=_("Do you withdraw the text?"),
        button=_("Withdraw the text"),
        done=_("The text is withdrawn."),
        form=ReasonForm,
        refuse=lambda case: author_rules.refuse_to_withdraw(case.own.recommendation),
        receipt=lambda case: case.entry("recommendation.withdrawn"),
        run=lambda case, values: filing.withdraw(**case.who, **values),
        is_risky=True,
        consequences=(
            _("Nobody will answer it any more."),
            _("If it was public, its page stays and says that you withdrew it, and why."),
        ),
    ),
)
