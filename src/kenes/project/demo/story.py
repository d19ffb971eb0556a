"""One recommendation's life as a row of real acts: what its author and the secretariat do."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zlib import crc32

from kenes.domain.accounts.models import Person
from kenes.domain.accounts.support_keys import make_key
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.norms.models import Topic
from kenes.domain.recommendations.actions import (
    addressing,
    admission,
    appeals,
    authorship,
    drafts,
    filing,
    following,
    leading,
    linking,
    merging,
    moderation,
    splitting,
    support,
    texts,
)
from kenes.domain.recommendations.models import Recommendation
from kenes.domain.recommendations.values import TextState
from kenes.project.demo import files
from kenes.project.demo.content import phrases, recommendations
from kenes.project.demo.institutions import HOST
from kenes.project.demo.story_facts import facts_of_adoption, facts_of_filing, facts_of_points
from kenes.project.demo.time import at_hour, days_ago
from kenes.project.demo.world import World

Role = Mandate.Role
OTHER = {"kk": "ru", "ru": "kk", "en": "kk"}
BREAK = timedelta(minutes=20)


class Story:
    """The words of one recommendation, its place in time, and every act on it.

    `now` is the moment of the next act; `start`, `wait` and `on` move it, never backwards.
    """

    def __init__(
        self, world: World, key: str, *, ago: int, author: str = "", body: str = HOST
    ) -> None:
        self.world, self.key, self.body = world, key, body
        self.author, self.ago = author, ago
        self.words: dict[str, Any] = recommendations()[key]
        self.language: str = self.words["language"]
        self.seed = crc32(key.encode())
        self.now = self._moment(ago)
        self.public_id = UUID(int=0)
        self.code = ""
        self.lines: dict[str, UUID] = {}
        self.answers: dict[str, UUID] = {}

    def wait(self, days: int) -> datetime:
        """Let so many days pass; return the moment of the next act."""
        self.ago -= days
        return self.on(self.ago)

    def on(self, ago: int) -> datetime:
        """Go to a day given by its distance from today; return the moment of the next act."""
        self.ago = ago
        self.now = max(self.now + BREAK, self._moment(ago))
        return self.now

    def say(self, what: str, language: str = "") -> str:
        """Return this text's own words for `what`, else the shared phrase; "" without either."""
        code = language or self.language
        found = self.words.get(what) or phrases().get(what, {})
        return str(found.get(code) or found.get("ru", ""))

    def tongue(self, what: str) -> str:
        """Return the language in which `say` says it."""
        return self.language if self.say(what) != self.say(what, "ru") else "ru"

    @property
    def row(self) -> Recommendation:
        """The recommendation as it stands."""
        return Recommendation.objects.get(public_id=self.public_id)

    @property
    def today(self) -> date:
        """The day of the next act."""
        return self.now.date()

    @property
    def addressee(self) -> str:
        """The key of the body that should act; "" where the author did not know."""
        return str(self.words["to"])

    def office(self, role: str = Role.SECRETARY, institution: str = "") -> dict[str, Any]:
        """Return who acts for an institution (the handling body by default) in a role, and when."""
        by, mandate = self.world.acting(institution or self.body, role)
        return {"by": by, "mandate": mandate, "now": self.now}

    def start(self, *, is_public_control: bool = False) -> None:
        """Keep a draft, filed by nobody yet."""
        started = drafts.start_draft(**facts_of_filing(self, is_public_control=is_public_control))
        self.public_id, self.code = started.recommendation.public_id, started.code

    def file(self, *, is_public_control: bool = False) -> None:
        """File it: by a resident, by an organisation's delegate, or without an account."""
        filed = filing.file_at_once(**facts_of_filing(self, is_public_control=is_public_control))
        self.public_id, self.code = filed.recommendation.public_id, filed.code

    def file_again(self) -> None:
        filing.file_again(public_id=self.public_id, **self.as_author())

    def show_name(self) -> None:
        """Let the author's name be public."""
        authorship.choose_name(public_id=self.public_id, is_public=True, **self.as_author())

    def reword(self) -> None:
        """Publish a new version with the demand that the text was changed to."""
        title, problem, _demand = self.words[self.language]
        texts.publish_version(
            public_id=self.public_id,
            title=title,
            problem=problem,
            demand=self.say("reworded"),
            reason=phrases()["reworded"]["kk" if self.language == "kk" else "ru"],
            edition=self.row.edition,
            **self.as_author(),
        )

    def translate(self, language: str, state: str = TextState.CHECKED) -> None:
        """Publish the words in another language, by the secretary."""
        title, problem, demand = self.words[language]
        texts.publish_translation(
            public_id=self.public_id,
            language=language,
            title=title,
            problem=problem,
            demand=demand if self.row.current_version == 1 else self.say("reworded", language),
            state=state,
            **self.office(),
        )

    def withdraw(self) -> None:
        filing.withdraw(
            public_id=self.public_id, reason=self.say("explanation"), **self.as_author()
        )

    def appeal(self) -> None:
        appeals.appeal(public_id=self.public_id, text=self.say("appeal"), **self.as_author())

    def decide_appeal(self, outcome: str) -> None:
        """Decide the appeal, as a member of another side."""
        appeals.decide_appeal(
            public_id=self.public_id,
            outcome=outcome,
            grounds=self.say("decision"),
            **self._member(),
        )

    def admit(self, role: str = Role.SECRETARY) -> None:
        admission.admit(public_id=self.public_id, **self.office(role))

    def give_back(self, ground: str) -> None:
        """Return it to its author for one of the listed grounds."""
        admission.return_to_author(
            public_id=self.public_id,
            ground=ground,
            explanation=self.say("explanation"),
            **self.office(),
        )

    def systematise(self) -> None:
        admission.systematise(public_id=self.public_id, **self.office())

    def adopt(self, *, by_votes: bool = False) -> None:
        """Put the body's decision with its minutes on record, as the chair."""
        chair = self.office(Role.CHAIR)
        minutes = files.minutes(self.say("adoption"), self.seed % 90, chair["by"], self.now)
        decision = facts_of_adoption(self, minutes, by_votes=by_votes)
        admission.adopt(public_id=self.public_id, decision=decision, **chair)

    def credit(self, *institutions: str) -> None:
        """Name the contributors of an adopted text."""
        admission.set_credits(
            public_id=self.public_id,
            institutions=[self.world.institutions[key] for key in institutions],
            names=[],
            has_consent=False,
            **self.office(),
        )

    def lead(self, who: str = "", reason: str = "lead", by: str = Role.CHAIR) -> None:
        """Let a member lead the dialogue, or nobody; `by` is a role, or the person who leads."""
        to = self._mandate_of(who) if who else None
        acts = self.office(by) if by in Role.values else self._member(by)
        leading.hand_over_lead(public_id=self.public_id, to=to, reason=self.say(reason), **acts)

    def link(self) -> None:
        """Tie the text to topics, regions, and where there is one its article and bill."""
        obligation = self.world.obligations.get(self.key)
        target = self.world.targets.get(self.key)
        linking.set_links(
            public_ids=[self.public_id],
            topics=self._topics(),
            territories=[self.world.territories[iso] for iso in self.words["at"]],
            obligations=[obligation] if obligation else None,
            targets=[target] if target else None,
            **self.office(),
        )

    def merge(self, origins: Sequence["Story"]) -> None:
        """Merge other stories' texts into this one."""
        merging.merge(
            origins=[origin.public_id for origin in origins],
            into=self.public_id,
            grounds=self.say("merged"),
            **self.office(),
        )

    def split(self, points: Sequence["Story"]) -> None:
        """Make each of the other stories' texts a point of this document."""
        facts = facts_of_points(points, self.language)
        made = splitting.split(public_id=self.public_id, points=facts, **self.office())
        for point, row in zip(points, made, strict=True):
            point.public_id, point.code = row.public_id, self.code

    def hide(self, ground: str) -> None:
        moderation.hide(
            public_id=self.public_id,
            ground=ground,
            explanation=self.say("explanation"),
            **self.office(),
        )

    def show_again(self) -> None:
        moderation.show_again(
            public_id=self.public_id, reason=self.say("decision"), **self.office()
        )

    def support(self, number: int) -> None:
        """Give the support of so many people, each with a key of their own."""
        for _each in range(number):
            support.give(public_id=self.public_id, key=make_key(), now=self.now)

    def follow(self, *people: str) -> None:
        for who in people:
            person = self.world.people[who]
            following.follow(person=person, public_id=self.public_id, delivery="page", now=self.now)

    def send(self, *bodies: addressing.AddresseeFacts) -> None:
        """Ask the wished body, or those given; the first one leads."""
        asked = bodies or (self.facts(self.addressee),)
        made = addressing.send(public_id=self.public_id, to=asked, **self.office())
        for line in made:
            self.lines[self._key_of(line.institution)] = line.public_id

    def facts(self, institution: str, **more: Any) -> addressing.AddresseeFacts:
        """Return one addressee as the act of sending takes it."""
        return addressing.AddresseeFacts(institution=self.world.institutions[institution], **more)

    def _key_of(self, institution: Institution) -> str:
        known = self.world.institutions
        return next(key for key, one in known.items() if one.pk == institution.pk)

    def _moment(self, ago: int) -> datetime:
        return at_hour(days_ago(self.world, ago), self.seed)

    def _topics(self) -> list[Topic]:
        return [self.world.topics[code] for code in self.words["topics"]]

    def _member(self, who: str = "member") -> dict[str, Any]:
        mandate = self._mandate_of(who)
        return {"by": self.world.people[who], "mandate": mandate, "now": self.now}

    def _mandate_of(self, who: str) -> Mandate:
        person = self.world.people[who]
        return Mandate.objects.select_related("institution", "seat").get(person=person)

    @property
    def person(self) -> Person | None:
        """The author as known to the site; None for whoever files without an account."""
        return self.world.people.get(self.author)

    @property
    def speaks_for_author(self) -> bool:
        """Whether the author speaks as an organisation's delegate."""
        return (self.author, Role.DELEGATE) in self.world.mandates

    def as_author(self) -> dict[str, Any]:
        """Return who the author is to an act, and when: a person, a code, or both."""
        return {"by": self.person, "code": self.code or None, "now": self.now}
