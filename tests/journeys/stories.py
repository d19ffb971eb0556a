"""What happened before a journey begins: small, by the real acts, dated from today."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.recommendations.actions import execution, texts
from kenes.domain.recommendations.models import Address
from tests.factories import answers
from tests.factories.answers import Case
from tests.factories.institutions import (
    Role,
    allow_grades,
    make_body,
    make_calendar,
    make_institution,
    make_mandate,
    make_person,
    make_rules,
)

TITLE = "Мектеп жолына жарық"
PROBLEM = "Көшеде жарық жоқ, балалар мектепке қараңғыда барады."
BEFORE = "Мектепке баратын көшеге бес шам орнату керек."
AFTER = "Мектепке баратын көшеге он шам орнату керек."
NAME = "Айгүл Құпиева"


def overdue_case(now: datetime) -> Case:
    """A recommendation in its second version, delivered sixty days ago, and no answer."""
    past = now - timedelta(days=60)
    case = answers.make_case(title=TITLE, problem=PROBLEM, demand=BEFORE, now=past)
    texts.publish_version(
        public_id=case.recommendation.public_id, title=TITLE, problem=PROBLEM, demand=AFTER,
        reason="Көше ұзарды.", by=case.author, edition=edition_of(case), now=past,
    )  # fmt: skip
    answers.send(case, now=past)
    answers.deliver(case, now=past)
    return case


def edition_of(case: Case) -> int:
    """The edition that an author's page would show now."""
    case.recommendation.refresh_from_db()
    return case.recommendation.edition


@dataclass(frozen=True)
class Offices:
    """A council with its secretary, and a ministry with the two officers who answer for it."""

    secretary: Mandate
    ministry: Institution
    focal: Mandate
    signatory: Mandate


def make_offices() -> Offices:
    """Everybody who acts on a recommendation, and nothing filed yet."""
    make_calendar()
    make_rules()
    ministry = make_institution(name_kk="Құрылыс министрлігі", name_ru="Министерство строительства")
    secretary = make_mandate(Role.SECRETARY, make_body(), side="civil")
    allow_grades(secretary.institution)
    return Offices(
        secretary,
        ministry,
        make_mandate(Role.FOCAL_POINT, ministry, make_person(full_name=NAME)),
        make_mandate(
            Role.SIGNATORY, ministry, make_person(full_name="Болат Сағынов"),
            office_kk="Вице-министр", office_ru="Вице-министр", office_en="Deputy minister",
        ),
    )  # fmt: skip


def promise(offices: Offices, address: Address, words: str, now: datetime) -> None:
    """The ministry accepts, signs, and promises a measure with a term."""
    case = Case(
        author=offices.secretary.person, secretary=offices.secretary, ministry=offices.ministry,
        focal=offices.focal, signatory=offices.signatory,
        recommendation=address.recommendation,
    )  # fmt: skip
    answers.deliver(case, now=now)
    answers.answer(case, now=now, position="accepted", reason="", body="Жарық орнатылады.")
    execution.set_measure(
        address_id=address.public_id, title=execution.Names(kk=words, ru=words),
        due_on=(now + timedelta(days=90)).date(), by=offices.signatory.person,
        mandate=offices.signatory, now=now,
    )  # fmt: skip
