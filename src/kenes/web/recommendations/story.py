"""The page of one recommendation: what was read, put into words and components."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from kenes.domain.recommendations.queries.detail import Story, facts_of_story
from kenes.domain.recommendations.queries.detail_rows import MOST_ACTS
from kenes.domain.recommendations.queries.links import LinkRow
from kenes.domain.recommendations.queries.listing import days_of, pressing_clock
from kenes.domain.recommendations.queries.translating import TranslationDue, translation_due
from kenes.domain.recommendations.sentence import computed_sentence
from kenes.domain.recommendations.values import Position
from kenes.domain.shared.languages import current_language, name_of, pick
from kenes.web.recommendations.acts import Line, line
from kenes.web.recommendations.answers import BodyBlock, blocks
from kenes.web.recommendations.assessing import gap_of
from kenes.web.recommendations.cards import clock_word
from kenes.web.recommendations.clocks import clock_of
from kenes.web.recommendations.differences import Change, text_changes
from kenes.web.recommendations.leading import LeadView, lead_of
from kenes.web.recommendations.measures import MeasureBlock, measures_of
from kenes.web.shared.addresses import known_address
from kenes.web.shared.axes import AXES
from kenes.web.shared.components import Axis, Clock, Fact, GapView, Link, axis_of

if TYPE_CHECKING:
    from kenes.domain.recommendations.models import (
        Assessment,
        LegalTarget,
        Recommendation,
        RecommendationText,
    )
    from kenes.domain.recommendations.queries.fulfilment import FileRow

TRANSLATED = {"translation_published", "answer_translated"}
_OUTER = {"eotinish": "e-Otinish", "petition": "epetition.kz", "open_npa": "Open NPA"}


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Everything `recommendations/detail.html` lays out."""

    recommendation: "Recommendation"
    text: "RecommendationText | None"
    others: "Sequence[RecommendationText]"
    author: str
    author_kind: str
    sentence: str
    axes: Sequence[Axis]
    clocks: Sequence[Clock]
    bodies: Sequence[BodyBlock]
    gap: GapView | None
    assessments: "Sequence[Assessment]"
    files: "dict[tuple[str, int], list[FileRow]]"
    measures: Sequence[MeasureBlock]
    targets: "Sequence[LegalTarget]"
    translation: TranslationDue | None
    changes: Sequence[Change]
    acts: Sequence[Line]
    has_more_acts: bool
    facts: Sequence[Fact]
    origins: "Sequence[Recommendation]"
    points: "Sequence[Recommendation]"
    support: int
    permanent: str
    has_versions: bool
    lead: LeadView | None


def page_of(story: Story, *, language: str, now: datetime) -> RecordPage:
    """Make the page of a story; `language` asks for the text in one language."""
    row, today = story.recommendation, timezone.localdate(now)
    current = [text for text in story.texts if text.version.number == row.current_version]
    text = _text(current, language)
    previous = [text for text in story.texts if text.version.number != row.current_version]
    return RecordPage(
        recommendation=row,
        text=text,
        others=[found for found in current if found is not text],
        author=_author(row),
        author_kind="org" if row.author_institution_id else "person",
        sentence=computed_sentence(facts_of_story(story, today)),
        axes=_axes(story, today),
        clocks=[clock_of(story, address, today) for address in story.addresses if address.is_open],
        bodies=blocks(story, today),
        gap=gap_of(story),
        assessments=story.assessments,
        files=story.files,
        measures=measures_of(story, today),
        targets=story.targets,
        translation=translation_due(row, current, now=now),
        changes=_changes(text, previous),
        acts=[line(event) for event in story.events[:MOST_ACTS]],
        has_more_acts=len(story.events) > MOST_ACTS,
        facts=_facts(story.links),
        origins=[found for found in story.related if found.superseded_by_id == row.pk],
        points=[found for found in story.related if found.split_from_id == row.pk],
        support=story.support,
        permanent=known_address("permanent", row.number),
        has_versions=row.current_version > 1 or _is_translated(story),
        lead=lead_of(row, today),
    )


def _is_translated(story: Story) -> bool:
    """Say whether a translation was published, which a later one may have replaced since."""
    return any(event.kind in TRANSLATED for event in story.events)


def _text(current: "Sequence[RecommendationText]", language: str) -> "RecommendationText | None":
    """Return the text asked for, else the reader's language, else the original."""
    by_language = {text.language: text for text in current}
    original = next((text for text in current if text.is_original), None)
    return by_language.get(language) or by_language.get(current_language()) or original


def _author(row: "Recommendation") -> str:
    """Name the institution; a person only by own choice, else the region alone."""
    if row.author_institution:
        return name_of(row.author_institution)
    if row.is_name_public:
        return row.author_name
    if row.author_territory:
        return _("A resident. Region: %(region)s") % {"region": name_of(row.author_territory)}
    return _("A resident; the name is not public")


def _axes(story: Story, today: date) -> list[Axis]:
    row, addresses = story.recommendation, story.addresses
    found = [axis_of("stage", row.stage)]
    given = [address for address in addresses if address.position != Position.AWAITING]
    if addresses:
        position = (given or list(addresses))[0].position
        many = sum(address.position == position for address in addresses)
        note = _("Bodies: %(many)s of %(total)s") % {"many": many, "total": len(addresses)}
        found.append(axis_of("position", position, note=note if len(addresses) > 1 else ""))
        clock, address = pressing_clock(addresses, today)
        if clock and address:
            word = clock_word(clock.value, days_of(clock, address, today), address.due_on)
            found.append(
                axis_of("timeliness", clock.value, word=word, note=name_of(address.institution))
            )
    found += _implementation(story)
    grade = next((address for address in addresses if address.grade), None)
    if grade:
        found.append(axis_of("grade", grade.grade, note=_("by the author")))
    return found


def _implementation(story: Story) -> list[Axis]:
    """Show the latest of one side; where they differ, the other stands beneath."""
    latest = {found.side: found for found in reversed(story.assessments)}
    civil, state = latest.get("civil"), latest.get("state")
    first = civil or state
    if first is None:
        return []
    note = _("Civil society's view") if civil else _("The State's view")
    if civil and state and civil.value != state.value:
        note = _("Civil society; the State: %(level)s") % {
            "level": AXES["implementation"][state.value][1]
        }
    return [axis_of("implementation", first.value, note=note)]


def _changes(
    text: "RecommendationText | None", previous: "Sequence[RecommendationText]"
) -> list[Change]:
    if text is None:
        return []
    old = next((found for found in previous if found.language == text.language), None)
    return text_changes(old, text) if old else []


def _facts(links: Sequence[LinkRow]) -> list[Fact]:
    """Return what it points at as links to the lists of the same."""
    labels = {
        "theme": _("Themes"),
        "group": _("Groups of people"),
        "sdg": _("Sustainable Development Goals"),
        "region": _("Regions"),
        "obligation": _("International obligations"),
        "credit": _("Contributors"),
        "eotinish": _OUTER["eotinish"],
        "petition": _OUTER["petition"],
        "open_npa": _OUTER["open_npa"],
    }
    return [
        Fact(label, found)
        for kind, label in labels.items()
        if (found := [_link(row) for row in links if row.kind == kind])
    ]


def _link(row: LinkRow) -> Link:
    address = known_address("recommendations:list")
    name = pick(row.name_kk, row.name_ru, row.name_en) or row.code
    if row.kind in {"theme", "group", "sdg"}:
        return Link(name, f"{address}?{row.kind}={row.code}")
    if row.kind == "region":
        return Link(name, f"{address}?region={row.code}")
    if row.kind == "obligation":
        # A named obligation says its article in the name; the last column holds the paragraph.
        label = pick(row.name_kk, row.name_ru, "") or f"{row.code}, {row.name_en}"
        return Link(label, f"{address}?obligation={row.code}")
    return Link(row.code or name)
