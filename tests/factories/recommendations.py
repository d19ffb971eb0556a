"""Recommendations for tests, made by the real acts; people and bodies as simple as they may be."""

from datetime import UTC, date, datetime
from itertools import count

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, Mandate, Territory
from kenes.domain.recommendations.actions import admission, drafts, filing
from kenes.domain.recommendations.models import Recommendation

NOW = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 9)
TITLE = "Ауылға жарық"
PROBLEM = "Көшеде жарық жоқ, балалар мектепке қараңғыда барады."
DEMAND = "Мектепке баратын көшеге шам орнату керек."

_serial = count(1)


def make_person(name: str = "", **fields) -> Person:
    number = next(_serial)
    return Person.objects.create_user(
        email=f"person{number}@example.kz", full_name=name or f"Person {number}", **fields
    )


def make_institution(kind=Institution.Kind.STATE_OFFICE, **fields) -> Institution:
    number = next(_serial)
    names = {"name_kk": f"Мекеме {number}", "name_ru": f"Учреждение {number}"}
    return Institution.objects.create(kind=kind, **(names | fields))


def make_body(**fields) -> Institution:
    return make_institution(Institution.Kind.BODY, **fields)


def make_mandate(
    institution, role=Mandate.Role.SECRETARY, *, side="", person=None, **fields
) -> Mandate:
    dates = {"valid_from": date(2026, 1, 1), "granted_at": NOW, "grounds": "order 1"}
    return Mandate.objects.create(
        person=person or make_person(),
        institution=institution,
        role=role,
        side=side,
        **(dates | fields),
    )


def make_territory(**fields) -> Territory:
    number = next(_serial)
    names = {
        "kato": f"{number:09d}", "iso": f"KZ-{number}", "kind": "oblast",
        "name_kk": f"Облыс {number}", "name_ru": f"Область {number}", "name_en": f"Region {number}",
    }  # fmt: skip
    return Territory.objects.create(**(names | fields))


def start(*, by=None, body=None, now=NOW, **fields) -> filing.Started:
    words = {
        "language": "kk", "title": TITLE, "problem": PROBLEM, "demand": DEMAND,
        "wished_addressee": "Әкімдік",
    }  # fmt: skip
    return drafts.start_draft(by=by, body=body or make_body(), now=now, **(words | fields))


def file(*, by=None, body=None, now=NOW, **fields) -> filing.Started:
    words = {
        "language": "kk", "title": TITLE, "problem": PROBLEM, "demand": DEMAND,
        "wished_addressee": "Әкімдік",
    }  # fmt: skip
    return filing.file_at_once(by=by, body=body or make_body(), now=now, **(words | fields))


def filed_by(person=None, **fields) -> Recommendation:
    return file(by=person or make_person(), **fields).recommendation


def admitted(*, by=None, secretary=None, now=NOW, **fields) -> Recommendation:
    """A recommendation under consideration; `secretary` is a mandate for its body."""
    body = fields.pop("body", None) or (secretary.institution if secretary else make_body())
    recommendation = filed_by(by, body=body, now=now, **fields)
    mandate = secretary or make_mandate(body, side="state")
    return admission.admit(
        public_id=recommendation.public_id, by=mandate.person, mandate=mandate, now=now
    )
