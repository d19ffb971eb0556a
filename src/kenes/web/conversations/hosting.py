"""The form of a whole conversation, and what it says as the domain wants it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kenes.domain.conversations import queries
from kenes.domain.conversations.actions.hosting import ConversationFacts, SessionName
from kenes.domain.institutions.queries import (
    campaign_on,
    institution_by_public_id,
    territories_in_force,
    territory_by_kato,
)
from kenes.domain.norms.queries import act_by_public_id, acts, title_of
from kenes.domain.recommendations.queries.authoring import receiving_bodies
from kenes.domain.recommendations.queries.backing import readable_by_number
from kenes.domain.shared.languages import name_of
from kenes.domain.shared.refusals import NotFound
from kenes.domain.shared.text import clean_line
from kenes.web.acting.forms import ActForm
from kenes.web.conversations.cases import HostCase
from kenes.web.shared.components import Text
from kenes.web.shared.forms import DayField, RecordTextarea, offer

RUNS = timedelta(days=30)
TITLE_SHOWN = 90
SESSION = ("session_body", "session_on", "session_title_kk", "session_title_ru")
PARTS: tuple[tuple[Text, Text, tuple[str, ...]], ...] = (
    (_("What is asked"), "", ("question_kk", "question_ru", "about_kk", "about_ru")),
    (_("First statements"), "", ("seeds_kk", "seeds_ru")),
    (
        _("What it is about"),
        _("One of these at most, or none. Its page then leads here."),
        ("number", "bill", "territory", *SESSION),
    ),
    (
        _("Who takes part, and until when"),
        "",
        ("admits", "with_tokens", "releases_rows", "asks_region", "moderation", "closes_on"),
    ),
    (
        _("Elections and referendums"),
        _("Needed while the period of an election or a referendum runs."),
        ("contest", "pollster", "notice"),
    ),
)
"""The fields by heading, each with a hint: whoever prepares a conversation reads them in turn."""


class ConversationForm(ActForm):
    """A whole conversation: question, ground, who takes part, first statements in two languages."""

    question_kk = forms.CharField(label=_("Question in Kazakh"), widget=RecordTextarea("kk", 2))
    question_ru = forms.CharField(label=_("Question in Russian"), widget=RecordTextarea("ru", 2))
    about_kk = forms.CharField(
        label=_("What people should know, in Kazakh"),
        required=False,
        widget=RecordTextarea("kk", 4),
    )
    about_ru = forms.CharField(
        label=_("What people should know, in Russian"),
        required=False,
        widget=RecordTextarea("ru", 4),
    )
    seeds_kk = forms.CharField(
        label=_("First statements in Kazakh"),
        help_text=_("One a line, three at least. Take what different people would say."),
        widget=RecordTextarea("kk", 8),
    )
    seeds_ru = forms.CharField(
        label=_("First statements in Russian"),
        help_text=_("One a line, in the same order: each line says what the Kazakh one says."),
        widget=RecordTextarea("ru", 8),
    )
    number = forms.CharField(
        label=_("About a recommendation, by its number"), required=False, max_length=20
    )
    bill = forms.ChoiceField(label=_("About a bill or act"), required=False)
    territory = forms.ChoiceField(label=_("About a region"), required=False)
    session_body = forms.ChoiceField(label=_("About a session of a body"), required=False)
    session_on = DayField(label=_("Day of the session"), required=False)
    session_title_kk = forms.CharField(
        label=_("Title of the session in Kazakh"), required=False, widget=RecordTextarea("kk", 2)
    )
    session_title_ru = forms.CharField(
        label=_("Title of the session in Russian"), required=False, widget=RecordTextarea("ru", 2)
    )
    admits = forms.ChoiceField(
        label=_("Who may take part"),
        choices=queries.Admits.choices,
        initial=queries.Admits.ANYBODY,
        widget=forms.RadioSelect,
    )
    with_tokens = forms.BooleanField(
        label=_("People whose identity was checked may vote with a token, counted apart"),
        help_text=_("Their votes begin once 30 tokens are issued: fewer hide nobody."),
        required=False,
    )
    releases_rows = forms.BooleanField(
        label=_("Votes may be published as rows once 300 people take part"),
        help_text=_(
            "Without name, time, region or language. People are told before their first vote, "
            "and it cannot be changed afterwards. Results are then shown only once the "
            "conversation is over, and not by region or language."
        ),
        required=False,
    )
    asks_region = forms.BooleanField(
        label=_("People who have voted may say in which region they live"),
        help_text=_(
            "Then results show what regions agree on. Nobody has to say it; it is never "
            "published beside rows of votes."
        ),
        required=False,
    )
    moderation = forms.ChoiceField(
        label=_("What people write"),
        choices=queries.Moderation.choices,
        initial=queries.Moderation.BEFORE,
        widget=forms.RadioSelect,
    )
    closes_on = DayField(label=_("Last day"), help_text=_("It closes by itself when it is over."))
    contest = forms.ChoiceField(
        label=_("Candidates, parties, referendum questions"),
        choices=queries.Contest.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    pollster = forms.CharField(
        label=_("Lawful pollster, where one of them is named"), required=False, max_length=300
    )
    notice = forms.CharField(
        label=_("Number of its notice to the election commission"), required=False, max_length=100
    )

    def prepare(self, case: Any) -> None:
        """Offer bills, regions and bodies, and a month to take part in."""
        today: date = case.today if case else timezone.localdate()
        now = case.now if case else timezone.now()
        nothing = ("", _("nothing"))
        bills = [
            (str(act.public_id), title_of(act)[:TITLE_SHOWN])
            for act in acts().filter(introduced_on__isnull=False)[:200]
        ]
        regions = [(one.kato, name_of(one)) for one in territories_in_force(today)]
        bodies = [(str(one.public_id), name_of(one)) for one in receiving_bodies(now)]
        for name, offered in (("bill", bills), ("territory", regions), ("session_body", bodies)):
            offer(self, name, [nothing, *offered])
        self.fields["closes_on"].initial = today + RUNS

    def clean_number(self) -> Any:
        """Return the recommendation of this number, None where none is named."""
        number = clean_line(self.cleaned_data["number"]).lstrip("№ ")
        if not number:
            return None
        try:
            return readable_by_number(number)
        except NotFound:
            raise forms.ValidationError(
                _("No recommendation has this number. It looks like 2026-000147.")
            ) from None

    def clean(self) -> dict[str, Any]:
        """Pair the statements, and see that there is one ground at most."""
        values = super().clean() or self.cleaned_data
        self._see_grounds(values)
        kk, ru = lines_in(values.get("seeds_kk", "")), lines_in(values.get("seeds_ru", ""))
        if len(kk) != len(ru) and not self.has_error("seeds_kk"):
            self.add_error(
                "seeds_ru",
                _("Each statement needs both texts: there are %(kk)s in Kazakh, %(ru)s in Russian.")
                % {"kk": len(kk), "ru": len(ru)},
            )
        values["seeds"] = list(zip(kk, ru, strict=False))
        self._ask_contest(values)
        return values

    def _see_grounds(self, values: dict[str, Any]) -> None:
        """Refuse several grounds, and a session that is named in part only."""
        lacking = [name for name in SESSION if not values.get(name) and not self.has_error(name)]
        is_session = len(lacking) < len(SESSION)
        others = sum(bool(values.get(name)) for name in ("number", "bill", "territory"))
        if others + is_session > 1:
            self.add_error(
                "number", _("Choose one ground: a recommendation, a bill, a region or a session.")
            )
        elif is_session:
            for name in lacking:
                self.add_error(name, _("Name the session whole: body, day, title in both texts."))

    def _ask_contest(self, values: dict[str, Any]) -> None:
        """Ask for the answer where a period runs that binds what is asked."""
        today: date = self.case.today if self.case else timezone.localdate()
        period = campaign_on(today, values.get("territory") or None)
        if period is not None and not values.get("contest"):
            self.add_error(
                "contest", _("Answer this: %(law)s binds polls now.") % {"law": period.law}
            )

    @property
    def parts(self) -> list[tuple[Text, Text, list[BoundField]]]:
        """The fields as the page lays them: heading, hint, fields in turn."""
        return [(heading, hint, [self[name] for name in names]) for heading, hint, names in PARTS]


def lines_in(text: str) -> list[str]:
    """Return the lines of a text that hold anything."""
    return [line for line in text.splitlines() if line.strip()]


def facts_of(values: dict[str, Any]) -> ConversationFacts:
    """Return what the form says as the domain wants it: things in place of their codes."""
    kept = {
        name: given for name, given in values.items() if not name.startswith(("seeds_", "session_"))
    }
    kept["recommendation"] = kept.pop("number")
    kept["bill"] = act_by_public_id(UUID(kept["bill"])) if kept["bill"] else None
    kato = kept["territory"]
    kept["territory"] = territory_by_kato(kato) if kato else None
    kept["session"] = _session_of(values)
    return ConversationFacts(**kept)


def _session_of(values: dict[str, Any]) -> SessionName | None:
    body = values["session_body"]
    if not body:
        return None
    _body, *named = (values[name] for name in SESSION)
    return SessionName(institution_by_public_id(UUID(body)), *named)


def initial_of(case: HostCase) -> dict[str, Any]:
    """Return what a prepared conversation says as the form shows it."""
    row = case.conversation
    statements = queries.shown_statements(row)
    plain = ("question_kk", "question_ru", "about_kk", "about_ru", "admits", "with_tokens",
             "releases_rows", "asks_region", "moderation", "closes_on", "contest", "pollster",
             "notice", *SESSION[1:])  # fmt: skip
    return {
        **{name: getattr(row, name) for name in plain},
        "number": row.recommendation.number if row.recommendation else "",
        "bill": str(row.bill.public_id) if row.bill else "",
        "territory": row.territory.kato if row.territory else "",
        "session_body": str(row.session_body.public_id) if row.session_body else "",
        **{
            f"seeds_{language}": "\n".join(one.texts[language].text for one in statements)
            for language in ("kk", "ru")
        },
    }
