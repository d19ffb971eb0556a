import dataclasses
import inspect
import json
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from kenes.domain.institutions.models import Institution
from kenes.domain.norms.models import Act, Topic
from kenes.domain.recommendations.actions import (
    admission,
    appeals,
    closing,
    filing,
    leading,
    linking,
    merging,
    moderation,
    splitting,
    texts,
)
from kenes.domain.recommendations.actions.drafting import NameChoice
from kenes.domain.recommendations.actions.linking import TargetFacts
from kenes.domain.recommendations.actions.splitting import PointFacts
from kenes.domain.recommendations.events import intake as events
from kenes.domain.recommendations.models import Event
from kenes.domain.register.events import content_of
from kenes.domain.register.models import Entry
from tests.factories import recommendations as make
from tests.factories.recommendations import NOW, TODAY

VECTORS = Path(__file__).parents[2] / "vectors/events"
CANARY = "Канарейка Айгерім canary@example.kz +77011234567 900101300123"
SAMPLES = {
    str: "x", int: 1, bool: True, UUID: UUID(int=1), date: date(2026, 11, 9),
}  # fmt: skip

CLASSES = [
    item
    for _name, item in inspect.getmembers(events, inspect.isclass)
    if item.__module__ == events.__name__ and hasattr(item, "TYPE")
]


def sample(event_class):
    """An instance in which every field holds a plain value of its kind."""
    values = {
        "digests": {"title": "t", "problem": "", "demand": "d"},
        "targets": ({"act": "a", "law": "l", "element": "e", "edition": "", "proposed": ""},),
        "topics": ("theme:light",),
        "territories": ("750000000",),
        "origins": ("2026-000001",),
        "points": ("2026-000002",),
        "obligations": (UUID(int=2),),
        "institutions": (UUID(int=3),),
    }
    plain = {
        field.name: SAMPLES[kind]
        for field in dataclasses.fields(event_class)
        for kind in SAMPLES
        if field.type is kind or field.type == kind | None
    }
    if event_class is events.LinksSetV1:
        del values["targets"][0]["law"]
    return event_class(
        **{f.name: values.get(f.name, plain.get(f.name)) for f in dataclasses.fields(event_class)}
    )


@pytest.mark.parametrize("event_class", CLASSES, ids=lambda item: item.TYPE)
def test_a_published_event_never_changes_its_content(event_class):
    golden = json.loads((VECTORS / f"{event_class.TYPE}.v{event_class.V}.json").read_text())

    assert content_of(sample(event_class)) == golden["content"]
    assert (golden["type"], golden["v"]) == (event_class.TYPE, event_class.V)
    assert event_class.__dataclass_params__.frozen


def test_types_are_told_apart():
    names = [(item.TYPE, item.V) for item in CLASSES]

    assert len(set(names)) == len(names) == 23


def acts(started, secretary, chair, member):
    """Everything that can happen to a text, with a canary in every field that takes words."""
    public_id, code = started.recommendation.public_id, started.code
    desk = {"by": secretary.person, "mandate": secretary, "now": NOW}
    words = {"title": CANARY, "problem": CANARY, "now": NOW}
    admission.return_to_author(public_id=public_id, ground="no_demand", explanation=CANARY, **desk)
    edition = filing.Recommendation.objects.get(public_id=public_id).edition
    texts.publish_version(
        public_id=public_id, demand=CANARY + " 2", reason=CANARY, by=None, code=code,
        edition=edition, **words,
    )  # fmt: skip
    filing.file_again(public_id=public_id, by=None, code=code, now=NOW)
    admission.return_to_author(public_id=public_id, ground="insult", explanation=CANARY, **desk)
    appeals.appeal(public_id=public_id, text=CANARY, by=None, code=code, now=NOW)
    appeals.decide_appeal(
        public_id=public_id, outcome="overturned", grounds=CANARY,
        by=member.person, mandate=member, now=NOW,
    )  # fmt: skip
    texts.publish_translation(
        public_id=public_id, language="ru", demand=CANARY, credit=CANARY,
        by=secretary.person, mandate=secretary, **words,
    )  # fmt: skip
    target = TargetFacts(Act.objects.create(kind="bill", title_ru=CANARY), CANARY, "1", CANARY)
    topic = Topic.objects.create(kind="theme", code="light", name_ru=CANARY)
    linking.set_links(public_ids=[public_id], topics=[topic], targets=[target], **desk)
    admission.systematise(public_id=public_id, **desk)
    moderation.hide(public_id=public_id, ground="court", explanation=CANARY, **desk)
    moderation.show_again(public_id=public_id, reason=CANARY, **desk)
    union = make.make_institution(Institution.Kind.ASSOCIATION, name_ru=CANARY)
    admission.set_credits(
        public_id=public_id, institutions=[union], names=[CANARY], has_consent=True, **desk
    )
    leading.hand_over_lead(public_id=public_id, to=member, reason=CANARY, **desk)
    points = [PointFacts("1", CANARY, CANARY, CANARY, CANARY)]
    [point] = splitting.split(public_id=public_id, points=points, **desk)
    merged = make.admitted(secretary=secretary, demand=CANARY)
    merging.merge(origins=[merged.public_id], into=point.public_id, grounds=CANARY, **desk)
    filing.withdraw(public_id=point.public_id, by=None, code=code, reason=CANARY, now=NOW)
    decision = admission.AdoptionFacts(
        document=CANARY, document_number=CANARY[:60], decided_on=TODAY, votes_for=3,
        votes_against=1, abstained=0, dissent=CANARY,
        dissent_language="ru",
    )  # fmt: skip
    admission.adopt(public_id=public_id, decision=decision, by=chair.person, mandate=chair, now=NOW)
    closing.close(public_id=public_id, grounds=CANARY, **desk)


@pytest.mark.django_db
def test_no_entry_of_the_intake_holds_a_word_or_a_name_that_somebody_wrote():
    body = make.make_body(name_ru=CANARY)
    mandates = {
        role: make.make_mandate(body, role, side=side, person=make.make_person(CANARY))
        for role, side in (("secretary", "state"), ("chair", "civil"), ("member", "civil"))
    }
    started = make.file(
        body=body, title=CANARY, problem=CANARY, demand=CANARY, wished_addressee=CANARY,
        name_choice=NameChoice(True, CANARY), external_references=[("petition", CANARY[:100])],
    )  # fmt: skip

    acts(started, mandates["secretary"], mandates["chair"], mandates["member"])

    entries = list(Entry.objects.all())
    assert {entry.type for entry in entries} == {item.TYPE for item in CLASSES}
    said = " ".join(json.dumps(entry.content, ensure_ascii=False) for entry in entries)
    assert [word for word in CANARY.split() if word in said] == []
    emails = [mandate.person.email for mandate in mandates.values()]
    assert [email for email in emails if email in said] == []
    assert Event.objects.filter(entry__isnull=False).count() == len(entries)
