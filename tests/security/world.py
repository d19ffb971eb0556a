"""One record with a text in every state of its way, made once for a whole file of tests."""

from dataclasses import dataclass
from datetime import date, timedelta

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, Mandate, Seat
from kenes.domain.norms.models import Topic
from kenes.domain.recommendations.actions import (
    addressing,
    admission,
    appeals,
    assessing,
    execution,
    filing,
    ladder,
    moderation,
)
from kenes.domain.recommendations.models import Measure, Recommendation
from tests.factories import answers as make
from tests.factories import institutions
from tests.factories.accounts import Level
from tests.factories.accounts import make_person as make_account
from tests.factories.files import make_file
from tests.factories.institutions import Role, make_mandate, make_person
from tests.factories.recommendations import admitted, filed_by, start

NOW = make.NOW
LATER = date(2026, 12, 20)


@dataclass(frozen=True)
class World:
    """Who acts, and a text (or a matter at the ministry) in each state; `code` opens the draft."""

    admin: Mandate
    author: Person
    citizen: Person
    body: Institution
    secretary: Mandate
    chair: Mandate
    member: Mandate
    seat: Seat
    ministry: Institution
    other: Institution
    focal: Mandate
    signatory: Mandate
    texts: dict[str, Recommendation]
    code: str
    measure: Measure

    def case(self, state: str) -> make.Case:
        """The matter in a state, as the factories of answers know it."""
        row = self.texts[state]
        return make.Case(
            self.author, self.secretary, self.ministry, self.focal, self.signatory, row
        )

    def by(self, mandate: Mandate) -> dict[str, object]:
        """Who acts, by which mandate, when."""
        return {"by": mandate.person, "mandate": mandate, "now": NOW}


DESK_STATES = ("submitted", "returned", "appealed", "admitted", "other", "hidden", "withdrawn")
BODY_STATES = (
    "sent", "delivered", "suspended", "forwarded", "drafted", "handed_in", "answered", "promised",
    "graded",
)  # fmt: skip
SILENT_STATES = ("silent", "demanded", "questioned")


def make_world() -> World:
    """Make everybody and everything by the real acts."""
    institutions.make_calendar()
    institutions.make_rules()
    body, ministry = institutions.make_body(), institutions.make_institution()
    other = institutions.make_institution(name_ru="Министерство дорог")
    Topic.objects.create(kind="theme", code="light", name_ru="Освещение", name_kk="Жарық")
    institutions.allow_grades(body)
    seat = institutions.make_seat(body)
    started = start(body=body)
    world = World(
        admin=institutions.make_host(),
        author=make_person(),
        citizen=make_account(level=Level.EMAIL),
        body=body,
        secretary=make_mandate(Role.SECRETARY, body, side="state"),
        chair=make_mandate(Role.CHAIR, body),
        member=make_mandate(Role.MEMBER, body, side="civil", seat=seat),
        seat=seat,
        ministry=ministry,
        other=other,
        focal=make_mandate(Role.FOCAL_POINT, ministry),
        signatory=make_mandate(Role.SIGNATORY, ministry, office_ru="Вице-министр"),
        texts={"draft": started.recommendation},
        code=started.code,
        measure=Measure(),
    )
    _at_the_desk(world)
    for state in BODY_STATES:
        _at_the_body(world, state)
    for state in SILENT_STATES:
        _without_an_answer(world, state)
    object.__setattr__(world, "measure", Measure.objects.get())
    return world


def _at_the_desk(world: World) -> None:
    for state in ("submitted", "returned", "appealed"):
        world.texts[state] = filed_by(world.author, body=world.body, title=f"Текст {state}")
    for state in ("admitted", "other", "hidden", "withdrawn"):
        world.texts[state] = admitted(
            by=world.author, secretary=world.secretary, title=f"Текст {state}"
        )
    who = world.by(world.secretary)
    for state in ("returned", "appealed"):
        admission.return_to_author(
            public_id=world.texts[state].public_id, ground="no_demand", explanation="Как?", **who
        )
    appealed = world.texts["appealed"].public_id
    appeals.appeal(public_id=appealed, text="Сказано.", by=world.author, now=NOW)
    hidden = world.texts["hidden"].public_id
    moderation.hide(public_id=hidden, ground="court", explanation="Решение суда.", **who)
    filing.withdraw(
        public_id=world.texts["withdrawn"].public_id, by=world.author, code=None,
        reason="Исправлено.", now=NOW,
    )  # fmt: skip


def _at_the_body(world: World, state: str) -> None:
    world.texts[state] = admitted(by=world.author, secretary=world.secretary, title=f"Дело {state}")
    case = world.case(state)
    make.send(case)
    if state != "sent":
        make.deliver(case, number=f"17-1/{state}")
        STEPS.get(state, _nothing)(world, case)


def _without_an_answer(world: World, state: str) -> None:
    """Asked long ago; then a demand letter, then a public question."""
    world.texts[state] = admitted(by=world.author, secretary=world.secretary, title=f"Дело {state}")
    case = world.case(state)
    make.send(case, now=make.days_later(-70))
    about = {"address_id": case.address.public_id}
    who = {"by": world.secretary.person, "mandate": world.secretary}
    if state != "silent":
        letter = ladder.LetterFacts(
            number="5-1/9", sent_on=make.TODAY - timedelta(30), language="ru", text="Требуем."
        )
        ladder.send_demand(letter=letter, now=make.days_later(-30), **about, **who)
    if state == "questioned":
        ladder.put_question(text="Когда?", language="ru", now=make.days_later(-15), **about, **who)


def _nothing(world: World, case: make.Case) -> None:
    """It stays delivered."""


def _suspended(world: World, case: make.Case) -> None:
    facts = world.by(world.signatory)
    addressing.suspend(address_id=case.address.public_id, reason="Ждём.", **facts)


def _forwarded(world: World, case: make.Case) -> None:
    facts = world.by(world.signatory)
    addressing.forward(
        address_id=case.address.public_id, to=world.other, reason="Не наше.", **facts
    )


def _drafted(world: World, case: make.Case) -> None:
    make.draft(case, files=[make_file(by=world.focal.person)])


def _handed_in(world: World, case: make.Case) -> None:
    make.submit(case, make.draft(case))


def _answered(world: World, case: make.Case) -> None:
    make.answer(case, position="accepted")


def _promised(world: World, case: make.Case) -> None:
    _answered(world, case)
    measure = execution.set_measure(
        address_id=case.address.public_id, title=execution.Names(ru="Осветить"), due_on=LATER,
        **world.by(world.signatory),
    )  # fmt: skip
    shown = [execution.EvidenceFacts("Акт", None, "https://example.kz/act")]
    execution.report_progress(
        measure_id=measure.public_id, text="Пять фонарей.", language="ru", evidence=shown,
        period_from=make.TODAY, period_to=make.TODAY, **world.by(world.focal),
    )  # fmt: skip


def _graded(world: World, case: make.Case) -> None:
    given = make.answer(case)
    assessing.grade(
        answer_id=given.public_id, value="D", grounds="Не о том.", language="ru",
        by=world.author, code=None, now=NOW,
    )  # fmt: skip


STEPS = {
    "suspended": _suspended,
    "forwarded": _forwarded,
    "drafted": _drafted,
    "handed_in": _handed_in,
    "answered": _answered,
    "promised": _promised,
    "graded": _graded,
}
