"""What the acts of a story are told: its filing, its adoption, the points of its document."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kenes.domain.files.models import StoredFile
from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations.actions.admission import AdoptionFacts
from kenes.domain.recommendations.actions.splitting import PointFacts

if TYPE_CHECKING:
    from kenes.project.demo.story import Story

VOTES = {"votes_for": 4, "votes_against": 1, "abstained": 1}


def facts_of_filing(story: "Story", *, is_public_control: bool) -> dict[str, Any]:
    """Return what is filed: the words, where, by whom and to whom."""
    title, problem, demand = story.words[story.language]
    delegate = story.world.mandates.get((story.author, Mandate.Role.DELEGATE))
    places = [story.world.territories[iso] for iso in story.words["at"]]
    return {
        "by": story.person,
        "body": story.world.institutions[story.body],
        "language": story.language,
        "title": title,
        "problem": problem,
        "demand": demand,
        "territories": places,
        "author_territory": places[0] if places and not delegate else None,
        "wished_institution": story.world.institutions.get(story.addressee),
        "wished_addressee": "" if story.addressee else story.say("someone"),
        "author_institution": delegate.institution if delegate else None,
        "mandate": delegate,
        "is_public_control": is_public_control,
        "now": story.now,
    }


def facts_of_adoption(story: "Story", minutes: StoredFile, *, by_votes: bool) -> AdoptionFacts:
    """Return the body's decision, by consensus or by votes with a dissent."""
    return AdoptionFacts(
        document=story.say("adoption"),
        document_number=str(story.seed % 90),
        language=story.tongue("adoption"),
        decided_on=story.today,
        by_consensus=not by_votes,
        dissent=story.say("dissent") if by_votes else "",
        dissent_language=story.tongue("dissent") if by_votes else "",
        file=minutes,
        **(VOTES if by_votes else {}),
    )


def facts_of_points(points: Iterable["Story"], language: str) -> list[PointFacts]:
    """Return each story as a numbered point, in the language of its document."""
    return [_point(number, point, language) for number, point in enumerate(points, start=1)]


def _point(number: int, point: "Story", language: str) -> PointFacts:
    title, problem, demand = point.words[language]
    wished = point.world.institutions[point.addressee]
    return PointFacts(str(number), demand, title, problem, wished_institution=wished)
