"""What a secretariat may decide on a text, each act with its words and its rule."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kenes.domain.files.actions import store_file
from kenes.domain.recommendations.actions import addressing, admission, appeals, moderation, texts
from kenes.domain.recommendations.queries.authoring import authored
from kenes.domain.recommendations.rules import addressing as address_rules
from kenes.domain.recommendations.rules import admission as rules
from kenes.domain.recommendations.rules import moderation as hiding_rules
from kenes.domain.recommendations.rules import texts as text_rules
from kenes.domain.shared.refusals import Refusal
from kenes.web.acting.specs import ActSpec
from kenes.web.desk import forms
from kenes.web.desk.cases import DeskCase
from kenes.web.desk.closing import CLOSING
from kenes.web.desk.crediting import CREDITING
from kenes.web.desk.ladder import LADDER
from kenes.web.desk.leading import LEADING
from kenes.web.desk.ordering import ORDERING
from kenes.web.desk.sending import SENDING

NO_APPEAL = Refusal(
    "no_appeal",
    _("There is no appeal to decide."),
    _("An author may appeal a return; it then stands in the queue of appeals."),
)


def _as(role: str, rule: Callable[..., Refusal | None]) -> Callable[[DeskCase], Refusal | None]:
    """Return a rule asked with the mandate of a role: secretary, chair."""

    def asked(case: DeskCase) -> Refusal | None:
        return rule(case.person, getattr(case, role), case.recommendation, on=case.today)

    return asked


def _refuse_decision(case: DeskCase) -> Refusal | None:
    appeal = case.papers.appeal
    if appeal is None or case.papers.returned is None:
        return NO_APPEAL
    appeal.returned = case.papers.returned
    return rules.refuse_to_decide_appeal(case.person, case.member, appeal, on=case.today)


def _refuse_version(case: DeskCase) -> Refusal | None:
    row = case.recommendation
    return text_rules.refuse_new_version(case.person, None, case.secretary, row, on=case.today)


def _refuse_translation(case: DeskCase) -> Refusal | None:
    row = case.recommendation
    other = next(code for code in ("kk", "ru", "en") if code != row.original_language)
    return text_rules.refuse_translation(
        case.person, None, case.secretary, row, language=other, state="checked", on=case.today
    )


def _adopt(case: DeskCase, values: dict[str, Any]) -> object:
    upload = values.pop("file")
    stored = None
    if upload:
        stored = store_file(upload=upload, name=upload.name, by=case.person, now=case.now)
    decision = admission.AdoptionFacts(file=stored, **values)
    return admission.adopt(decision=decision, **case.by(case.chair))


def _wording(case: DeskCase) -> dict[str, Any]:
    text = case.papers.original
    return {
        "edition": case.recommendation.edition,
        "title": text.title,
        "problem": text.problem,
        "demand": text.demand,
    }


def _edition(case: DeskCase) -> int:
    return authored(case.recommendation.public_id).edition


ADMISSION: tuple[ActSpec[DeskCase], ...] = (
    ActSpec(
        slug="admit",
        heading=_("Admit the text for consideration"),
        button=_("Admit"),
        done=_("The text is under consideration and public; its author was told."),
        refuse=_as("secretary", rules.refuse_to_admit),
        run=lambda case, _values: admission.admit(**case.by(case.secretary)),
        consequences=(
            _("Everybody can read it from now on; the name of the author only if they chose so."),
        ),
    ),
    ActSpec(
        slug="return",
        heading=_("Return the text with a reason"),
        button=_("Return to the author"),
        done=_("The text is with its author, with your reason."),
        form=forms.ReturnForm,
        refuse=_as("secretary", rules.refuse_to_return),
        run=lambda case, values: admission.return_to_author(**values, **case.by(case.secretary)),
        is_risky=True,
        consequences=(
            _("The author may change it and file again, or appeal to a person of another side."),
            _("Returns are counted in public by ground; your words only the author reads."),
        ),
    ),
    ActSpec(
        slug="decide",
        heading=_("Decide the appeal"),
        button=_("Decide the appeal"),
        done=_("The appeal is decided; the author was told."),
        form=forms.DecideForm,
        refuse=_refuse_decision,
        run=lambda case, values: appeals.decide_appeal(**values, **case.by(case.member)),
        is_risky=True,
    ),
)

TEXTS: tuple[ActSpec[DeskCase], ...] = (
    ActSpec(
        slug="translate",
        heading=_("Add or replace a translation"),
        button=_("Add a translation"),
        done=_("The translation is on record."),
        form=forms.TranslationForm,
        refuse=_refuse_translation,
        run=lambda case, values: texts.publish_translation(**values, **case.by(case.secretary)),
    ),
    ActSpec(
        slug="reword",
        heading=_("Publish a new wording"),
        button=_("Change the wording"),
        done=_("The new version is on record; the author was told."),
        form=forms.WordingForm,
        refuse=_refuse_version,
        run=lambda case, values: texts.publish_version(**values, **case.by(case.secretary)),
        initial=_wording,
        edition=_edition,
        consequences=(_("The old version stays, and everybody sees what changed and why."),),
    ),
    ActSpec(
        slug="hide",
        heading=_("Do you hide the text?"),
        button=_("Hide the text"),
        done=_("The text is hidden; its page names the ground."),
        form=forms.HideForm,
        refuse=_as("secretary", hiding_rules.refuse_to_hide),
        run=lambda case, values: moderation.hide(**values, **case.by(case.secretary)),
        is_risky=True,
        consequences=(
            _("The page stays with the ground; the words go. The author keeps them and is told."),
        ),
    ),
    ActSpec(
        slug="show",
        heading=_("Show the text again"),
        button=_("Show again"),
        done=_("The text can be read again."),
        form=forms.ReasonForm,
        refuse=_as("secretary", hiding_rules.refuse_to_show_again),
        run=lambda case, values: moderation.show_again(**values, **case.by(case.secretary)),
    ),
)

ADOPTION: tuple[ActSpec[DeskCase], ...] = (
    ActSpec(
        slug="adopt",
        heading=_("Record that the body adopted it"),
        button=_("Record the adoption"),
        done=_("The adoption is on record, with its document."),
        form=forms.AdoptForm,
        refuse=_as("chair", rules.refuse_to_adopt),
        run=_adopt,
        is_risky=True,
        consequences=(
            _("From now on it is the body's own recommendation; its author cannot withdraw it."),
        ),
    ),
)


def _refuse_delivery(case: DeskCase) -> Refusal | None:
    waiting = [one for one in case.papers.addresses if one.delivered_on is None and one.is_open]
    if not waiting:
        return Refusal(
            "nothing_undelivered",
            _("No delivery is missing on record."),
            _("Deliveries are registered after the text is sent."),
        )
    waiting[0].recommendation = case.recommendation
    rule = address_rules.refuse_to_deliver
    return rule(case.person, case.secretary, waiting[0], on=case.today)


def _deliver(case: DeskCase, values: dict[str, Any]) -> object:
    address_id = UUID(values.pop("address"))
    return addressing.mark_delivered(address_id=address_id, **values, **case.who(case.secretary))


DELIVERY: tuple[ActSpec[DeskCase], ...] = (
    ActSpec(
        slug="deliver",
        heading=_("Register a delivery"),
        button=_("Register a delivery"),
        done=_("The delivery is on record; the term runs from that day."),
        form=forms.DeliveryForm,
        refuse=_refuse_delivery,
        run=_deliver,
        initial=lambda case: {"on": case.today},
    ),
)

WORK = (*ORDERING, *ADOPTION, *SENDING, *DELIVERY, *LADDER, *LEADING, *CREDITING, *CLOSING)
ALL = (*ADMISSION, *WORK, *TEXTS)
