"""Forms of the secretary's desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kenes.domain.institutions.queries import territories_in_force
from kenes.domain.recommendations.queries import desk
from kenes.domain.recommendations.queries.suggesting import LINKED, suggestions
from kenes.domain.recommendations.values import (
    AppealOutcome,
    HidingGround,
    ReturnGround,
    TextState,
)
from kenes.domain.shared.languages import Language, name_of
from kenes.domain.shared.text import searched_words
from kenes.web.acting.forms import ActForm
from kenes.web.desk.offering import by_key, keys_of, law_choices, offered
from kenes.web.shared.forms import DayField, RecordTextarea, offer

POINTS = 6


class ReturnForm(ActForm):
    """A listed ground, and what the author has to change."""

    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=ReturnGround,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the listed grounds.")},
    )
    explanation = forms.CharField(
        label=_("What the author should change"),
        help_text=_("The author reads these words. Say how to put it right."),
        widget=RecordTextarea(rows=5),
        error_messages={"required": _("Write what the author should change.")},
    )


class GroundsForm(ActForm):
    """Grounds in a sentence."""

    grounds = forms.CharField(
        label=_("Grounds"), help_text=_("Everybody reads this."), widget=RecordTextarea(rows=4)
    )


class ReasonForm(ActForm):
    """A reason in a sentence."""

    reason = forms.CharField(
        label=_("Reason"), help_text=_("Everybody reads this."), widget=RecordTextarea(rows=4)
    )


class HideForm(ActForm):
    """The ground of hiding and its explanation."""

    ground = forms.ChoiceField(label=_("Ground"), choices=HidingGround, widget=forms.RadioSelect)
    explanation = forms.CharField(label=_("Explanation"), widget=RecordTextarea(rows=4))


class DecideForm(ActForm):
    """The decision on an appeal."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[one for one in AppealOutcome.choices if one[0] != AppealOutcome.PENDING],
        widget=forms.RadioSelect,
    )
    grounds = forms.CharField(label=_("Grounds"), widget=RecordTextarea(rows=4))


class AdoptForm(ActForm):
    """The decision by which the body adopts."""

    document = forms.CharField(label=_("Document of the decision, as it is titled"))
    document_number = forms.CharField(label=_("Number of the document"), required=False)
    language = forms.ChoiceField(
        label=_("Language of the document"), choices=Language, widget=forms.RadioSelect
    )
    decided_on = DayField(label=_("Decided on"))
    by_consensus = forms.BooleanField(label=_("By consensus"), required=False)
    votes_for = forms.IntegerField(label=_("Votes for"), required=False, min_value=0)
    votes_against = forms.IntegerField(label=_("Votes against"), required=False, min_value=0)
    abstained = forms.IntegerField(label=_("Abstained"), required=False, min_value=0)
    dissent = forms.CharField(
        label=_("Dissenting opinion"), required=False, widget=RecordTextarea(rows=4)
    )
    dissent_language = forms.ChoiceField(
        label=_("Language of the dissenting opinion"),
        choices=[("", _("No dissent")), *Language.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    file = forms.FileField(label=_("The document as a file"), required=False)


class DeliveryForm(ActForm):
    """Which body received it, under which number, on which day."""

    address = forms.ChoiceField(label=_("Body"), widget=forms.RadioSelect)
    incoming_number = forms.CharField(label=_("Incoming number"))
    on = DayField(label=_("Received on"))

    def prepare(self, case: Any) -> None:
        rows = [one for one in case.papers.addresses if one.delivered_on is None and one.is_open]
        named = [(str(one.public_id), name_of(one.institution)) for one in rows]
        offer(self, "address", named)
        if named:
            self.fields["address"].initial = named[0][0]


class MergeForm(ActForm):
    """Which texts go on in this one."""

    origins = forms.MultipleChoiceField(
        label=_("Texts that go on in this one"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one text, or search for another above.")},
    )
    grounds = forms.CharField(
        label=_("Grounds"), help_text=_("Everybody reads this."), widget=RecordTextarea(rows=3)
    )

    def prepare(self, case: Any) -> None:
        row = case.recommendation
        rows = desk.mergeable(row.body, row, searched_words(case.query.get("find", "")))
        named = [
            (str(one.recommendation.public_id), f"№ {one.recommendation.number}. {one.title}")
            for one in rows
        ]
        offer(self, "origins", named)


class SplitForm(ActForm):
    """Points of a document, each to become a recommendation; empty ones are left out."""

    def prepare(self, case: Any) -> None:  # noqa: ARG002 (the same points for every document)
        for number in range(1, POINTS + 1):
            label = _("Point %(number)s: its number in the document") % {"number": number}
            self.fields[f"number_{number}"] = forms.CharField(label=label, required=False)
            self.fields[f"demand_{number}"] = forms.CharField(
                label=_("What should be done"), required=False, widget=RecordTextarea(rows=3)
            )
            self.fields[f"addressee_{number}"] = forms.CharField(
                label=_("Who should do it"), required=False
            )


class WordingForm(ActForm):
    """A new wording by the secretary, with its reason."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), required=False)
    problem = forms.CharField(
        label=_("What is wrong"), required=False, widget=RecordTextarea(rows=8)
    )
    demand = forms.CharField(label=_("What should be done"), widget=RecordTextarea(rows=8))
    reason = forms.CharField(label=_("Reason for the new wording"))


class TranslationForm(ActForm):
    """The text in another language, and how far it may be relied on."""

    language = forms.ChoiceField(label=_("Language"), choices=(), widget=forms.RadioSelect)
    state = forms.ChoiceField(
        label=_("How far it may be relied on"),
        choices=[one for one in TextState.choices if one[0] != TextState.MACHINE],
        initial=TextState.CHECKED,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label=_("Title"))
    problem = forms.CharField(
        label=_("What is wrong"), required=False, widget=RecordTextarea(rows=8)
    )
    demand = forms.CharField(label=_("What should be done"), widget=RecordTextarea(rows=8))
    credit = forms.CharField(label=_("Who translated"), required=False)

    def prepare(self, case: Any) -> None:
        original = case.recommendation.original_language
        rest = [one for one in Language.choices if one[0] != original]
        offer(self, "language", rest)
        self.fields["language"].initial = rest[0][0]


class LinksForm(ActForm):
    """What the text points at; search above adds to each list."""

    topics = forms.MultipleChoiceField(
        label=_("Themes, groups, goals"), required=False, widget=forms.CheckboxSelectMultiple
    )
    territories = forms.MultipleChoiceField(
        label=_("Regions"), required=False, widget=forms.CheckboxSelectMultiple
    )
    obligations = forms.MultipleChoiceField(
        label=_("International obligations"), required=False, widget=forms.CheckboxSelectMultiple
    )
    act = forms.ChoiceField(label=_("Bill or act"), required=False, widget=forms.RadioSelect)
    law = forms.ChoiceField(
        label=_("The law that the bill amends"),
        help_text=_("Needed where several laws of the bill have the element."),
        required=False,
    )
    element = forms.CharField(
        label=_("Its element"),
        help_text=_("As lawyers write it: subpoint 14-4) of point 1 of article 27."),
        required=False,
    )
    edition_of_act = forms.CharField(label=_("Edition of the act"), required=False)
    proposed = forms.CharField(
        label=_("Proposed text"),
        help_text=_("The words that should stand there, as the author gives them."),
        required=False,
        widget=RecordTextarea(rows=4),
    )

    def prepare(self, case: Any) -> None:
        """Offer what is linked already, and what the words find."""
        words, row = searched_words(case.query.get("find", "")), case.recommendation
        linked = {name: set(getattr(row, name).values_list("pk", flat=True)) for name in LINKED}
        guessed = suggestions([case.papers.original])
        self.rows: dict[str, dict[str, Any]] = {
            "topics": by_key(
                desk.find_topics(words, [*linked["topics"], *keys_of(guessed.topics)])
            ),
            "obligations": by_key(
                desk.find_obligations(
                    words, [*linked["obligations"], *keys_of(guessed.obligations)]
                )
            ),
            "territories": by_key(territories_in_force(case.today), "kato"),
            "act": by_key([*guessed.acts, *desk.find_acts(words)], "public_id"),
        }
        for field in LINKED:
            new = [one for one in getattr(guessed, field) if one.pk not in linked[field]]
            say = str if field == "obligations" else name_of
            offer(self, field, offered(self.rows[field], new, say))
        acts = offered(self.rows["act"], guessed.acts, str)
        offer(self, "act", [("", str(_("None"))), *acts])
        laws = law_choices(self.rows["act"].values())
        offer(self, "law", laws)
        if len(laws) == 1:
            del self.fields["law"]
