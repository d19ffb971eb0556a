"""The matrix, ready to be shown: obligations with their rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from kenes.domain.norms.queries import title_and_language
from kenes.domain.recommendations.queries.conformity import Duty, Place, Proposal
from kenes.domain.shared.languages import current_language, name_of
from kenes.web.recommendations.treaties import TREATIES
from kenes.web.shared.addresses import known_address
from kenes.web.shared.components import Text

if TYPE_CHECKING:
    from kenes.domain.norms.models import Gap, Obligation


@dataclass(frozen=True, slots=True)
class Found:
    """What an institution found, and where its history stands."""

    finding: Text
    text: str
    lang: str
    by: str
    gap: "Gap"


@dataclass(frozen=True, slots=True)
class Row:
    """A place in the law: its act, its present wording, the finding, what is proposed."""

    title: str
    title_lang: str
    act_url: str
    law: str
    element: str
    current: str
    current_lang: str
    found: Found | None
    proposals: Sequence[Proposal]
    describe_url: str


@dataclass(frozen=True, slots=True)
class Section:
    """One obligation with its rows; `more` recommendations are not shown here."""

    name: str
    citation: str
    text: str
    lang: str
    url: str
    rows: Sequence[Row]
    total: int
    records_url: str


def section_of(duty: Duty) -> Section:
    """Return an obligation with its rows, as a page lays them out."""
    one = duty.obligation
    return Section(
        name=name_of_obligation(one),
        citation=str(one),
        text=one.text,
        lang=_foreign(one.text_language),
        url=reverse("conformity:obligation", args=[one.public_id]),
        rows=[_row(one, place) for place in duty.places],
        total=duty.total,
        records_url=f"{known_address('recommendations:list')}?"
        + urlencode({"obligation": one.document}),
    )


def name_of_obligation(one: "Obligation") -> str:
    """Return what an obligation is called, else its document's name, else its citation."""
    return name_of(one) or str(TREATIES.get(one.document, "")) or str(one)


def found_of(gap: "Gap") -> Found:
    """Return a finding in words, with the institution that made it."""
    return Found(
        finding=gap.get_finding_display(),
        text=gap.text,
        lang=_foreign(gap.language),
        by=name_of(gap.institution),
        gap=gap,
    )


def _row(one: "Obligation", place: Place) -> Row:
    title, language = title_and_language(place.act) if place.act else ("", "")
    describe = reverse("conformity:describe", args=[one.public_id])
    if place.act:
        named = {"act": place.act.public_id, "element": place.element, "law": place.law}
        describe = f"{describe}?{urlencode(named)}"
    return Row(
        title=title,
        title_lang=_foreign(language),
        act_url=known_address("bills:detail", place.act.public_id) if place.act else "",
        law=place.law,
        element=place.element,
        current=place.current,
        current_lang=_foreign(place.current_language),
        found=found_of(place.gap) if place.gap else None,
        proposals=place.proposals,
        describe_url=describe,
    )


def _foreign(language: str) -> str:
    return language if language != current_language() else ""
