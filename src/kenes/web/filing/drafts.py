"""The steps of a draft: what each shows, what each keeps."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kenes.domain.institutions.queries import (
    Role,
    institution_by_public_id,
    mandates_in_force,
    territories_in_force,
)
from kenes.domain.recommendations.actions.authorship import choose_name
from kenes.domain.recommendations.actions.drafts import change_draft
from kenes.domain.recommendations.queries.authoring import similar_texts
from kenes.domain.shared.languages import name_of
from kenes.web.filing.authors import Authorship
from kenes.web.filing.forms import AskedForm, StepForm, WhereForm, WrongForm
from kenes.web.shared.components import Step, Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from kenes.domain.accounts.models import Person
    from kenes.domain.institutions.models import Institution, Mandate
    from kenes.domain.recommendations.models import Recommendation, RecommendationText

STEPS: dict[str, Text] = {
    "wrong": gettext_lazy("What is wrong"),
    "asked": gettext_lazy("What should be done"),
    "where": gettext_lazy("Where"),
    "check": gettext_lazy("Check and file"),
}
FORMS: dict[str, type[StepForm]] = {"wrong": WrongForm, "asked": AskedForm, "where": WhereForm}
FILING_ROLES = (Role.DELEGATE, Role.SECRETARY)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new text may be filed with: the bodies that take it, the offices one may speak for."""

    bodies: "Sequence[Institution]"
    offices: "Sequence[Mandate]"

    def office_of(self, public_id: str) -> "Mandate | None":
        """Return the mandate for the organisation that was chosen, None for one's own name."""
        found = (one for one in self.offices if str(one.institution.public_id) == public_id)
        return next(found, None) if public_id else None

    def body_of(self, public_id: str) -> "Institution":
        """Return the body that was chosen, the first where nothing was asked."""
        found = (one for one in self.bodies if str(one.public_id) == public_id)
        return next(found, self.bodies[0])


def offices_of(person: "Person | None", now: "datetime") -> "list[Mandate]":
    """Return the mandates by which a person may file for an organisation today."""
    if person is None:
        return []
    return list(mandates_in_force(person, now.date()).filter(role__in=FILING_ROLES))


def steps(current: str) -> list[Step]:
    """Return the progress of the form, with the step one is at."""
    order = list(STEPS)
    at = order.index(current)
    return [
        Step(STEPS[slug], "past" if n < at else "current" if n == at else "ahead")
        for n, slug in enumerate(order)
    ]


def next_address(own: Authorship, slug: str) -> str:
    """Return the page after a step."""
    order = list(STEPS)
    following = order[order.index(slug) + 1]
    if following == "check":
        return reverse("filing:check", args=[own.recommendation.public_id])
    return step_address(own, following)


def step_address(own: Authorship, slug: str) -> str:
    """Return the page of a step."""
    return reverse("filing:step", args=[own.recommendation.public_id, slug])


def initial_of(own: Authorship, text: "RecommendationText", slug: str) -> dict[str, Any]:
    """Return what the form of a step is filled with."""
    row = own.recommendation
    first: dict[str, Any] = {"edition": row.edition}
    if slug == "wrong":
        return first | {"problem": text.problem}
    if slug == "asked":
        chosen = str(row.wished_institution.public_id) if row.wished_institution else ""
        words = {"demand": text.demand, "title": text.title, "addressee": row.wished_addressee}
        return first | words | {"found": chosen}
    home = row.author_territory.kato if row.author_territory else ""
    name = row.author_name or (own.person.full_name if own.person else "")
    return first | {
        "territories": [place.kato for place in row.territories.all()],
        "author_territory": home,
        "is_name_public": row.is_name_public,
        "name": name,
        **{one.system: one.reference for one in row.external_references.all()},
    }


def save_step(own: Authorship, text: "RecommendationText", slug: str, form: StepForm) -> int:
    """Keep what a step says, leaving the rest of the draft as it is; return the new edition."""
    values = _kept(own.recommendation, text) | _given(own, slug, form)
    edition = form.cleaned_data.get("edition") or own.recommendation.edition
    row = change_draft(
        public_id=own.recommendation.public_id,
        by=own.person,
        code=own.code,
        edition=edition,
        now=own.now,
        **values,
    )
    if slug == "where" and "is_name_public" in form.fields:
        row = choose_name(
            public_id=row.public_id,
            by=own.person,
            code=own.code,
            is_public=form.cleaned_data["is_name_public"],
            name=form.cleaned_data["name"],
            now=own.now,
        )
    return row.edition


def similar(text: "RecommendationText") -> "list[RecommendationText]":
    """Return what was filed already and is most like this draft."""
    return similar_texts(f"{text.title} {text.problem} {text.demand}", text.language)


def author_words(row: "Recommendation") -> str:
    """Say who wrote it, as the public will read it."""
    if row.author_institution is not None:
        return name_of(row.author_institution)
    if row.is_name_public:
        return row.author_name
    return resident(row)


def resident(row: "Recommendation") -> str:
    """Say whence somebody is whose name is not public."""
    if row.author_territory is None:
        return _("A resident; the name is not public")
    return _("A resident. Region: %(region)s") % {"region": name_of(row.author_territory)}


def _kept(row: "Recommendation", text: "RecommendationText") -> dict[str, Any]:
    return {
        "title": text.title,
        "problem": text.problem,
        "demand": text.demand,
        "territories": list(row.territories.all()),
        "wished_addressee": row.wished_addressee,
        "wished_institution": row.wished_institution,
        "author_territory": row.author_territory,
        "external_references": [
            (one.system, one.reference) for one in row.external_references.all()
        ],
    }


def _given(own: Authorship, slug: str, form: StepForm) -> dict[str, Any]:
    data = form.cleaned_data
    if slug == "wrong":
        return {"problem": data["problem"]}
    if slug == "asked":
        chosen = data.get("found")
        return {
            "title": data["title"],
            "demand": data["demand"],
            "wished_addressee": data["addressee"],
            "wished_institution": institution_by_public_id(chosen) if chosen else None,
        }
    places = {row.kato: row for row in territories_in_force(own.today)}
    given: dict[str, Any] = {
        "territories": [places[kato] for kato in data["territories"] if kato in places],
        "external_references": form.references,  # type: ignore[attr-defined]
    }
    if "author_territory" in form.fields:
        given["author_territory"] = places.get(data["author_territory"])
    return given
