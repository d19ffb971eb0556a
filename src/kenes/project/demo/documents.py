"""One document that becomes several points, and several texts that become one."""

from kenes.domain.recommendations.values import Position
from kenes.project.demo import duties
from kenes.project.demo.scenarios import ANSWERED_AFTER, Done, adoption, followed
from kenes.project.demo.story import Story
from kenes.project.demo.time import Tale


def split(s: Story, points: tuple[Story, Story, Story]) -> Tale:
    """Split the final document of a public control; each point is asked for itself."""
    first, _second, third = points
    yield s.now
    s.file(is_public_control=True)
    yield s.wait(2)
    s.admit()
    s.translate("kk")
    yield s.wait(2)
    s.split(points)
    for point in points:
        point.now = s.now
        point.send()
    yield s.wait(2)
    for point in (first, third):
        point.now = s.now
        duties.deliver(point)
    yield s.wait(2)
    third.now = s.now
    duties.forward(third, "koljar")
    yield s.wait(5)
    first.now = s.now
    duties.answer(first, Position.ACCEPTED)


def merged(s: Story, origins: tuple[Story, ...]) -> Tale:
    """Two texts that ask the same are merged into this one, which is adopted and followed."""
    yield s.now
    for one in (s, *origins):
        one.now = s.now
        one.file()
    yield s.wait(2)
    for one in (s, *origins):
        one.now = s.now
        one.admit()
        one.follow("second-citizen")
    s.translate("ru")
    s.link()
    s.support(120)
    yield s.wait(5)
    s.merge(origins)
    yield from adoption(s, "consensus", ("otaraly",))
    yield s.wait(2)
    s.send()
    yield s.wait(1)
    duties.deliver(s)
    yield s.wait(ANSWERED_AFTER)
    duties.answer(s, Position.ACCEPTED)
    yield from followed(s, state=Done.SUBSTANTIAL, civil=Done.LIMITED, within=150, finished=False)
