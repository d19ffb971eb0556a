"""What happened before a journey begins: small, by the real acts, dated from today."""

from datetime import datetime, timedelta

from kenes.domain.recommendations.actions import texts
from tests.factories import answers
from tests.factories.answers import Case

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
