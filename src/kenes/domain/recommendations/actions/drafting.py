"""What a draft is made of: its original text, its wished addressee, the choice about the name."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution
from kenes.domain.recommendations.models import (
    ExternalReference,
    Recommendation,
    RecommendationText,
)
from kenes.domain.recommendations.wording import Wording, clean_short
from kenes.domain.shared.refusals import Conflict, Invalid, Refusal

NAME_LIMIT = 200
REFERENCE_LIMIT = 100


@dataclass(frozen=True, slots=True)
class NameChoice:
    """Whether the author's name is public, and which; off by default."""

    is_public: bool = False
    name: str = ""

    def apply(self, recommendation: Recommendation, by: Person | None) -> None:
        """Set the choice on an unsaved row. Raises Invalid when a public name is missing."""
        name = clean_short("name", self.name, limit=NAME_LIMIT)
        shown = (name or (by.full_name if by else "")) if self.is_public else ""
        if self.is_public and not shown:
            raise Invalid(
                {"name": _("Your name cannot be shown, since none is given. Write it, or hide it.")}
            )
        recommendation.is_name_public = self.is_public
        recommendation.author_name = shown


def original_text(recommendation: Recommendation) -> RecommendationText:
    """Return the current version's original text."""
    return RecommendationText.objects.select_related("version").get(
        version__recommendation=recommendation,
        version__number=recommendation.current_version,
        is_original=True,
    )


def refuse_stale(
    recommendation: Recommendation, text: RecommendationText, words: Wording, *, edition: int
) -> None:
    """Raise Conflict, with both texts, unless the form was filled from the latest edition."""
    if edition == recommendation.edition:
        return
    raise Conflict(
        Refusal(
            "stale_edition",
            _("Somebody changed this text while you were writing, so yours was not saved over it."),
            _("Compare the two texts, keep what is right, and save again."),
            status=409,
        ),
        theirs=_labelled(text.title, text.problem, text.demand),
        yours=_labelled(words.title, words.problem, words.demand),
    )


def _labelled(title: str, problem: str, demand: str) -> dict[str, str]:
    """Return what is not empty under the words by which the pages name it."""
    labels = {
        gettext("Title"): title,
        gettext("What is wrong"): problem,
        gettext("What should be done"): demand,
    }
    return {label: text for label, text in labels.items() if text}


def set_wished_addressee(
    recommendation: Recommendation, words: str, institution: Institution | None
) -> None:
    """Set whom the author asks to act: an institution, free words, or both."""
    recommendation.wished_addressee = clean_short("addressee", words)
    recommendation.wished_institution = institution


def set_references(recommendation: Recommendation, references: Sequence[tuple[str, str]]) -> None:
    """Replace the numbers of the same matter in other systems. Raises Invalid on an unknown one."""
    rows = []
    for system, number in references:
        reference = clean_short("external_references", number, limit=REFERENCE_LIMIT)
        if system not in ExternalReference.System.values or not reference:
            raise Invalid(
                {
                    "external_references": _(
                        "This reference cannot be kept: name the system and the number there."
                    )
                }
            )
        rows.append(
            ExternalReference(recommendation=recommendation, system=system, reference=reference)
        )
    recommendation.external_references.all().delete()
    ExternalReference.objects.bulk_create(rows, ignore_conflicts=True)
