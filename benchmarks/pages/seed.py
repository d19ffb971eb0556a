"""A record of any size: texts, addresses, answers, promises, assessments, events, search.

Rows are written past the actions (a hundred thousand acts would take hours) but obey every
constraint; institutions, mandates, law and calendar go through the real actions. The inner trail
(who acted) is left out: no page reads it.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

from benchmarks.pages.filling import Filler
from benchmarks.pages.ground import BEGAN, Ground, chance_of, lay
from benchmarks.pages.words import LANGUAGES, Words, Writer
from kenes.domain.recommendations.models import (
    Address,
    Answer,
    AnswerGrade,
    AnswerText,
    Assessment,
    Event,
    Measure,
    ProgressReport,
    Recommendation,
    RecommendationText,
    Support,
    Version,
)
from kenes.domain.register.models import Entry
from kenes.domain.search.models import Document
from kenes.domain.shared.keys import new_public_id

EVENTS_EACH = 8
STAGES = {"sent": 62, "closed": 22, "superseded": 2, "admissible": 8, "adopted": 3,
          "systematised": 2, "withdrawn": 1}  # fmt: skip
ADDRESSED = ("sent", "closed", "superseded")
POSITIONS = {"accepted": 40, "accepted_in_part": 25, "not_accepted": 20, "said_already_done": 8,
             "not_our_competence": 7}  # fmt: skip
LEVELS = ("no_evidence", "not_started", "limited", "substantial", "complete")
OFFICIAL = {"filed": "recommendation.filed", "admitted": "recommendation.admitted",
            "sent": "recommendation.sent", "delivered": "address.delivered",
            "answered": "answer.signed", "measure_set": "measure.set",
            "reported": "measure.reported", "assessed": "recommendation.assessed",
            "graded": "answer.graded", "closed": "recommendation.closed",
            "version_published": "recommendation.version_published"}  # fmt: skip
TABLES = (Recommendation, Version, RecommendationText, Address, Answer, AnswerText, AnswerGrade,
          Measure, ProgressReport, Assessment, Entry, Event, Support, Document,
          Recommendation.topics.through, Recommendation.territories.through)  # fmt: skip


@dataclass(slots=True)
class _One:
    """The recommendation being written, and what was said about it so far."""

    key: int
    public_id: UUID
    number: str
    stage: str
    language: str
    filed: datetime
    last: datetime
    acts: int = 0


def seed(many: int) -> dict[str, float | int]:
    """Fill the database with `many` recommendations; return rows written and seconds taken."""
    began = monotonic()
    now = timezone.now()
    _hurry()
    with transaction.atomic():
        ground = lay(timezone.localdate(now))
        maker = _Maker(ground, many, now)
        for serial in range(1, many + 1):
            maker.make(serial)
        maker.finish()
    _settle()
    rows = {model._meta.db_table: filler.last_key for model, filler in maker.tables.items()}
    return {"seconds": round(monotonic() - began, 1), "rows": sum(rows.values()),
            "events": rows[Event._meta.db_table]}  # fmt: skip


def is_seeded() -> bool:
    """Tell whether the database holds a record already."""
    return Recommendation.objects.exists()


class _Maker:
    def __init__(self, ground: Ground, many: int, now: datetime) -> None:
        self.ground, self.many, self.now = ground, many, now
        self.chance = chance_of()
        self.writer = Writer(self.chance)
        self.tables: dict[type, Filler] = {model: Filler(model) for model in TABLES}
        self.numbers: dict[int, int] = {}
        self.documents: dict[str, list[str]] = {}

    def make(self, serial: int) -> None:
        """Write one recommendation with everything that hangs on it."""
        one = self._begin(serial)
        self.documents = {}
        self._texts(one, serial)
        if one.stage in ADDRESSED:
            self._addresses(one)
            self._assess(one)
        if one.stage == "closed":
            self._say(one, "closed", after_days=20, grounds="Done.")
        self._pad(one)
        self._recommendation(one, serial)
        self._index(one)

    def finish(self) -> None:
        """Write what is left, in an order that keys allow."""
        for filler in self.tables.values():
            filler.flush()

    def _begin(self, serial: int) -> _One:
        filed = BEGAN + (self.now - timedelta(days=3) - BEGAN) * (serial / self.many)
        place = self.numbers[filed.year] = self.numbers.get(filed.year, 0) + 1
        stage = self.chance.choices(list(STAGES), list(STAGES.values()))[0]
        stage = "sent" if stage == "superseded" and serial == 1 else stage
        return _One(
            serial, new_public_id(), f"{filed.year}-{place:06}", stage,
            self.chance.choices(LANGUAGES, (50, 40, 10))[0], filed, filed,
        )  # fmt: skip

    def _recommendation(self, one: _One, serial: int) -> None:
        chance, ground = self.chance, self.ground
        is_changed = self.documents.get("changed") is not None
        self.tables[Recommendation].add(
            id=serial, public_id=one.public_id, number=one.number, stage=one.stage,
            body_id=ground.bodies[serial % len(ground.bodies)], original_language=one.language,
            current_version=2 if is_changed else 1,
            author_id=chance.choice(ground.authors) if serial % 4 else None,
            author_institution_id=chance.choice(ground.assessors) if serial % 5 == 0 else None,
            author_territory_id=chance.choice(ground.territories),
            superseded_by_id=serial - 1 if one.stage == "superseded" else None,
            created_at=one.filed, filed_at=one.filed, published_at=one.filed + timedelta(days=3),
            sent_at=one.filed + timedelta(days=9) if one.stage in ADDRESSED else None,
            closed_at=one.last if one.stage == "closed" else None,
            changed_at=one.last, edition=one.acts + 1,
        )  # fmt: skip
        topics, regions = Recommendation.topics.through, Recommendation.territories.through
        for topic in chance.sample(ground.topics, chance.randint(1, 3)):
            self.tables[topics].add(recommendation_id=serial, topic_id=topic)
        for region in chance.sample(ground.territories, chance.choice((1, 1, 1, 2))):
            self.tables[regions].add(recommendation_id=serial, territory_id=region)
        for _supporter in range(chance.choice((0, 0, 1, 3))):
            self.tables[Support].add(pseudonym=chance.randbytes(32), recommendation_id=serial)

    def _texts(self, one: _One, serial: int) -> None:
        self._say(one, "filed", role="author")
        self._say(one, "admitted", after_days=3)
        others = self.chance.sample([code for code in LANGUAGES if code != one.language], k=2)
        languages = [one.language, *others[: self.chance.randint(1, 2)]]
        self._version(one, 1, languages, serial)
        if serial % 7 == 0:
            self._say(one, "version_published", facts={"version": 2}, role="author")
            self._version(one, 2, languages, serial)
            self.documents["changed"] = []

    def _version(self, one: _One, number: int, languages: list[str], serial: int) -> None:
        version = self.tables[Version].add(
            recommendation_id=one.key, number=number, at=one.last, actor_role="author",
            reason="Clearer" if number > 1 else "",
        )  # fmt: skip
        for language in languages:
            title = self.writer.title(language, serial)
            problem, demand = self.writer.text(language, 3, 6), self.writer.text(language, 1, 3)
            self.tables[RecommendationText].add(
                version_id=version, language=language, title=title.text, problem=problem.text,
                demand=demand.text, is_original=language == one.language, at=one.last,
                state="official" if language == one.language else "checked",
            )  # fmt: skip
            self.documents[language] = [title.terms, problem.terms, demand.terms]

    def _addresses(self, one: _One) -> None:
        offices = self.chance.sample(self.ground.offices, self.chance.choice((1, 1, 2)))
        for number, office in enumerate(offices):
            self._address(one, office, "contributing" if number else "lead")

    def _address(self, one: _One, office, role: str) -> None:
        chance, today = self.chance, timezone.localdate(self.now)
        asked = min((one.filed + timedelta(days=9)).date(), today)
        delivered = min(asked + timedelta(days=1), today) if chance.random() < 0.92 else None
        basis = chance.choices(("statute", "courtesy", "promise"), (80, 12, 8))[0]
        due = self.ground.due.get(delivered) if delivered else None
        due = asked + timedelta(days=30) if basis != "statute" else due
        wish = (due or asked) + timedelta(days=chance.randint(-12, 12))
        answered = max(wish, asked) if chance.random() < 0.64 and delivered else None
        answered = answered if answered and answered <= today else None
        position = chance.choices(list(POSITIONS), list(POSITIONS.values()))[0]
        grade = chance.choice("ABCDE") if answered and chance.random() < 0.2 else ""
        key = self.tables[Address].add(
            recommendation_id=one.key, institution_id=office.key, role=role, basis=basis,
            rule_id=self.ground.rule if basis == "statute" else None,
            calendar_id=self.ground.calendar, asked_on=asked, delivered_on=delivered,
            promised_on=due if basis == "promise" else None, due_on=due, original_due_on=due,
            position=position if answered else "awaiting", answered_on=answered, grade=grade,
            incoming_number=f"17-{one.key}" if delivered else "", is_open=one.stage != "closed",
        )  # fmt: skip
        self._say(one, "sent", after_days=6, address=key)
        if delivered:
            self._say(one, "delivered", address=key, facts={"delivered_on": delivered.isoformat()})
        if answered:
            self._answer(one, key, office, position, grade, answered)
        elif due and due < today:
            self._say(one, "date_passed", after_days=20, address=key, role="system")

    def _answer(self, one: _One, address: int, office, position: str, grade: str, day) -> None:
        at = datetime(day.year, day.month, day.day, 6, tzinfo=BEGAN.tzinfo)
        at = max(min(at, self.now), one.filed)
        said_done = position == "said_already_done"
        key = self.tables[Answer].add(
            address_id=address, kind="position", state="signed", position=position,
            original_language="ru", drafted_by_id=office.focal, drafter=office.drafter,
            drafted_at=at, changed_at=at, signed_by_id=office.signatory, signer=office.signer,
            signed_at=at, office_kk="Вице-министр", office_ru="Вице-министр",
            office_en="Deputy minister", evidence_due_on=day + timedelta(60) if said_done else None,
            evidence_link="https://example.kz/report" if said_done else "",
        )  # fmt: skip
        for language in [*self.chance.sample(("kk", "en"), 1), "ru"]:
            self._answer_text(key, language, at)
        self._say(one, "answered", after_days=15, address=address, facts={"position": position})
        if position in {"accepted", "accepted_in_part"} and self.chance.random() < 0.6:
            self._promise(one, address, office, day)
        if grade:
            text = self.writer.text(one.language, 1, 2).text
            self.tables[AnswerGrade].add(
                answer_id=key, value=grade, grounds=text, language=one.language, at=one.last
            )
            self._say(one, "graded", role="author", facts={"value": grade})

    def _answer_text(self, answer: int, language: str, at: datetime) -> None:
        body: Words = self.writer.text(language, 3, 7)
        reason = self.writer.text(language, 1, 2)
        self.tables[AnswerText].add(
            answer_id=answer, language=language, body=body.text, part="", reason=reason.text,
            is_original=language == "ru", state="official", at=at,
        )  # fmt: skip
        self.documents.setdefault(language, [""]).extend((body.terms, reason.terms))

    def _promise(self, one: _One, address: int, office, day) -> None:
        due = day + timedelta(days=self.chance.randint(60, 500))
        is_done = due <= timezone.localdate(self.now) and self.chance.random() < 0.6
        key = self.tables[Measure].add(
            address_id=address, owner_id=office.key, due_on=due, set_at=one.last,
            done_on=due if is_done else None,
            **{f"title_{code}": self.writer.title(code, one.key).text for code in LANGUAGES},
        )  # fmt: skip
        self._say(one, "measure_set", address=address)
        if is_done or self.chance.random() < 0.3:
            self.tables[ProgressReport].add(
                measure_id=key, text=self.writer.text("ru", 1, 3).text, language="ru",
                period_from=day, period_to=day + timedelta(days=90), is_final=is_done,
                mandate_id=office.focal, at=one.last,
            )  # fmt: skip
            self._say(one, "reported", after_days=30, address=address)

    def _assess(self, one: _One) -> None:
        if self.chance.random() > 0.4:
            return
        for side in ("state", "civil"):
            value = self.chance.choice(LEVELS)
            self.tables[Assessment].add(
                recommendation_id=one.key, side=side, value=value, language=one.language,
                assessor_id=self.chance.choice(self.ground.assessors), at=one.last,
                period_from=one.filed.date(), period_to=one.filed.date() + timedelta(days=180),
                grounds=self.writer.text(one.language, 1, 3).text,
            )  # fmt: skip
            self._say(one, "assessed", after_days=10, role="assessor", facts={"value": value})

    def _pad(self, one: _One) -> None:
        """Bring the events to eight a recommendation, as links and translations would."""
        kinds = ("linked", "translation_published", "systematised", "credited")
        while one.acts < EVENTS_EACH:
            self._say(one, kinds[one.acts % len(kinds)], after_days=1)

    def _say(
        self, one: _One, kind: str, *, after_days: float = 0.2, address: int | None = None,
        facts: dict[str, object] | None = None, role: str = "secretary", grounds: str = "",
    ) -> None:  # fmt: skip
        one.acts += 1
        # Whatever would lie in the future happened in the three days before now.
        limit = self.now - timedelta(days=3 * (1 - one.key / (self.many + 1)), hours=1)
        one.last = max(one.filed, min(one.last + timedelta(days=after_days), limit))
        entry = self._entry(one, OFFICIAL[kind], role) if kind in OFFICIAL else None
        self.tables[Event].add(
            recommendation_id=one.key, address_id=address, kind=kind, at=one.last,
            actor_role=role, grounds=grounds, facts=facts or {}, is_public=True, entry_id=entry,
        )  # fmt: skip

    def _entry(self, one: _One, type_: str, role: str) -> int:
        salt = self.chance.randbytes(32)
        return self.tables[Entry].add(
            type=type_, v=1, at=one.last.replace(microsecond=0), object=one.public_id,
            object_version=one.acts, actor_role=role, salt=salt,
            digest=hashlib.sha256(salt).digest(), content={"number": one.number},
        )  # fmt: skip

    def _index(self, one: _One) -> None:
        self.documents.pop("changed", None)
        for language, parts in self.documents.items():
            self.tables[Document].add(
                kind="recommendation", key=one.key, public_id=one.public_id, language=language,
                title=parts[0], body=" ".join(parts[1:]),
            )  # fmt: skip


def _hurry() -> None:
    """Leave safety aside while filling: no waiting for the disk, on PostgreSQL no foreign keys.

    Checking those row by row is the slowest part there; SQLite checks the very same rows.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        else:
            cursor.execute("PRAGMA cache_size = -500000")
            cursor.execute("PRAGMA synchronous = off")


def _settle() -> None:
    """Let the database know its new keys and its new sizes."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [*TABLES]):
            cursor.execute(statement)
        cursor.execute("ANALYZE")
    connection.close()
