"""Put topics, treaty articles and two invented bills with their tables on record."""

from datetime import timedelta

from kenes.domain.norms.actions import (
    RowFacts,
    add_goal,
    add_obligation,
    add_table_rows,
    add_topic,
    publish_bill,
)
from kenes.domain.norms.goals import GOALS
from kenes.domain.norms.models import Topic
from kenes.domain.recommendations.actions.linking import TargetFacts
from kenes.project.demo.content import read
from kenes.project.demo.world import World

KINDS = {"themes": Topic.Kind.THEME, "groups": Topic.Kind.GROUP}


def publish_norms(world: World) -> None:
    """Publish everything that recommendations of the demonstration point at."""
    facts = read("norms")
    for part, kind in KINDS.items():
        for code, (kk, ru, en) in facts[part].items():
            names = {"kk": kk, "ru": ru, "en": en}
            world.topics[code] = add_topic(kind=kind, code=code, names=names)
    world.topics |= {number: add_goal(number=number) for number in GOALS}
    for one in facts["obligation"]:
        obligation = add_obligation(
            document=one["document"], paragraph=one["paragraph"], names=one["names"]
        )
        world.obligations |= dict.fromkeys(one["on"], obligation)
    for bill in facts["bill"]:
        _publish_bill(world, bill)


def _publish_bill(world: World, facts: dict) -> None:  # type: ignore[type-arg]
    act = publish_bill(
        source_key=facts["source_key"],
        title_kk=facts["kk"],
        title_ru=facts["ru"],
        title_en=facts["en"],
        number=facts["number"],
        status=facts["status"],
        introduced_on=world.today - timedelta(days=facts["days_ago"]),
    )
    rows = [RowFacts(**row) for row in facts["rows"]]
    add_table_rows(bill=act, language=facts["language"], rows=rows)
    proposed, language = facts["proposed"], facts["language"]
    world.targets |= {
        key: TargetFacts(act, element, proposed=proposed.get(key, ""), language=language)
        for key, element in facts["targets"].items()
    }
