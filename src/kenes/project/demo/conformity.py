"""Hold the invented bills against the treaties: three findings, one of them replaced."""

from kenes.domain.norms.actions import describe_gap
from kenes.project.demo.content import read
from kenes.project.demo.time import Tale, days_ago
from kenes.project.demo.world import World


def describe_gaps(world: World) -> Tale:
    """Describe each gap of the texts on its day, by whoever holds the role named there."""
    facts = sorted(read("norms")["gap"], key=lambda one: -one["days_ago"])
    for one in facts:
        now = days_ago(world, one["days_ago"])
        yield now
        by, mandate = world.acting(one["institution"], one["role"])
        target = world.targets[one["target"]]
        describe_gap(
            obligation_id=world.obligations[one["on"]].public_id,
            act_id=target.act.public_id,
            element=target.element,
            finding=one["finding"],
            text=one["text"],
            language=one["language"],
            by=by,
            mandate=mandate,
            now=now,
        )
