"""Name who contributed to a text: organisations, and people who agreed."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kenes.domain.institutions.queries import institution_by_public_id
from kenes.domain.recommendations.actions import admission
from kenes.domain.recommendations.queries.desk import credited
from kenes.domain.recommendations.rules import admission as rules
from kenes.domain.shared.refusals import Refusal
from kenes.web.acting.finding import choices
from kenes.web.acting.forms import ActForm
from kenes.web.acting.specs import ActSpec
from kenes.web.desk.cases import DeskCase
from kenes.web.shared.forms import offer

MOST = 30
"""So many people are named at most; a longer list belongs in the document itself."""


class CreditForm(ActForm):
    """Organisations and people who contributed; what is sent replaces what stood there."""

    institutions = forms.MultipleChoiceField(
        label=_("Organisations"), required=False, widget=forms.CheckboxSelectMultiple
    )
    names = forms.CharField(
        label=_("People"),
        help_text=_("One name in a line. A name that you take out leaves the server too."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    has_consent = forms.BooleanField(
        label=_("Each person named here has agreed to be named"), required=False
    )

    def prepare(self, case: DeskCase) -> None:
        """Offer the organisations credited already, then those that were found."""
        rows = credited(case.recommendation)
        kept = [row.institution for row in rows if row.institution is not None]
        every = list({one.pk: one for one in [*kept, *case.found]}.values())
        offer(self, "institutions", choices(every))
        self.fields["institutions"].initial = [str(one.public_id) for one in kept]
        people = [row.name for row in rows if row.name]
        self.fields["names"].initial = "\n".join(people)
        self.fields["has_consent"].initial = bool(people)

    def clean_names(self) -> list[str]:
        """Return one name for each line that has any."""
        names = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if len(names) > MOST:
            said = _("Too many people are named; at most: %(most)s. Leave some out.")
            raise forms.ValidationError(said % {"most": MOST})
        return names


def _refuse(case: DeskCase) -> Refusal | None:
    return rules.refuse_to_credit(case.person, case.secretary, case.recommendation, on=case.today)


def _credit(case: DeskCase, values: dict[str, Any]) -> object:
    named = [institution_by_public_id(UUID(one)) for one in values.pop("institutions")]
    return admission.set_credits(institutions=named, **values, **case.by(case.secretary))


CREDITING: tuple[ActSpec[DeskCase], ...] = (
    ActSpec(
        slug="credits",
        heading=_("Name who contributed"),
        button=_("Name the contributors"),
        done=_("The contributors are named on the page."),
        form=CreditForm,
        refuse=_refuse,
        run=_credit,
        search=_("Find an organisation"),
        consequences=(_("Everybody reads the names. A person is named only with consent."),),
    ),
)
