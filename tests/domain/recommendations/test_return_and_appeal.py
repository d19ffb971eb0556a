from datetime import date, timedelta

import pytest

from kenes.domain.institutions.models import (
    CalendarVersion,
    Mandate,
    Procedure,
    Seat,
    WorkingCalendar,
)
from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.actions import admission, appeals, filing, texts
from kenes.domain.recommendations.models import Event, Recommendation
from kenes.domain.recommendations.rules.mandates import side_of
from kenes.domain.recommendations.values import AppealOutcome, ReturnGround, Stage
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Invalid, NotFound, NotPermitted
from tests.factories import recommendations as make
from tests.factories.recommendations import NOW

pytestmark = pytest.mark.django_db
DAY_OFF = {"kk": "Мереке", "ru": "Праздник", "en": "Holiday"}


def returned(recommendation, secretary=None, ground=ReturnGround.NO_DEMAND, now=NOW):
    mandate = secretary or make.make_mandate(recommendation.body, side="state")
    return admission.return_to_author(
        public_id=recommendation.public_id,
        ground=ground,
        explanation="Не сказано, что сделать.",
        by=mandate.person,
        mandate=mandate,
        now=now,
    )


def appealed(recommendation, by, now=NOW):
    return appeals.appeal(
        public_id=recommendation.public_id, text="Сказано в конце.", by=by, now=now
    )


def decided(recommendation, mandate, outcome=AppealOutcome.OVERTURNED):
    return appeals.decide_appeal(
        public_id=recommendation.public_id,
        outcome=outcome,
        grounds="Требование есть в последней фразе.",
        by=mandate.person,
        mandate=mandate,
        now=NOW,
    )


def in_appeal():
    author = make.make_person()
    filed = make.filed_by(author)
    returned(filed)
    appealed(filed, author)
    return filed


def test_a_text_is_returned_with_a_ground_and_the_author_told_until_when_to_appeal():
    author = make.make_person()
    filed = make.filed_by(author)

    back = returned(filed)

    filed.refresh_from_db()
    assert filed.stage == Stage.RETURNED
    assert back.appeal_until == date(2026, 11, 23)
    entry = Entry.objects.latest("pk")
    assert (entry.content["ground"], entry.content["side"]) == ("no_demand", "state")
    assert entry.content["appeal_until"] == "2026-11-23"
    assert "Не сказано" not in str(entry.content)
    notice = Notice.objects.get(template="returned")
    assert notice.path.startswith("/file/")
    assert notice.facts["explanation"] == "Не сказано, что сделать."


def test_the_appeal_term_follows_the_published_calendar_and_the_bodys_own_rules():
    calendar = WorkingCalendar.objects.create(code="KZ")
    CalendarVersion.objects.create(
        calendar=calendar, number=1, first=date(2026, 1, 1), last=date(2027, 12, 31),
        days_off=dict.fromkeys(("2026-11-10", "2026-11-11"), DAY_OFF), published_at=NOW, grounds="g",
    )  # fmt: skip
    filed = make.filed_by()
    Procedure.objects.create(body=filed.body, appeal_working_days=3, valid_from=date(2026, 1, 1))

    assert returned(filed).appeal_until == date(2026, 11, 16)


def test_an_unlisted_ground_and_a_missing_explanation_are_refused():
    filed = make.filed_by()
    mandate = make.make_mandate(filed.body)
    acts = {"public_id": filed.public_id, "by": mandate.person, "mandate": mandate, "now": NOW}

    with pytest.raises(Invalid) as ground:
        admission.return_to_author(ground="dislike", explanation="x", **acts)
    with pytest.raises(Invalid) as explanation:
        admission.return_to_author(ground=ReturnGround.INSULT, explanation=" ", **acts)

    assert list(ground.value.problems) == ["ground"]
    assert list(explanation.value.problems) == ["explanation"]
    filed.refresh_from_db()
    assert filed.stage == Stage.SUBMITTED


def test_a_second_person_from_another_side_overturns_the_return():
    filed = in_appeal()
    member = make.make_mandate(filed.body, Mandate.Role.MEMBER, side="civil")

    decision = decided(filed, member)

    filed.refresh_from_db()
    assert (decision.outcome, decision.decided_by) == ("overturned", member)
    assert (filed.stage, filed.published_at) == (Stage.ADMISSIBLE, NOW)
    assert [e.kind for e in Event.objects.order_by("pk")] == [
        "filed", "returned", "appealed", "appeal_decided",
    ]  # fmt: skip


def test_an_upheld_return_stands_and_both_are_on_record():
    filed = in_appeal()

    decided(filed, make.make_mandate(filed.body, Mandate.Role.CHAIR, side="civil"), "upheld")

    filed.refresh_from_db()
    assert (filed.stage, filed.is_public) == (Stage.RETURNED, False)
    assert filed.returns.get().appeal.grounds == "Требование есть в последней фразе."
    assert Entry.objects.latest("pk").content["side"] == "civil"


@pytest.mark.parametrize(
    ("role", "side", "code"),
    [("member", "state", "same_side"), ("secretary", "civil", "wrong_role"), ("observer", "civil", "wrong_role")],
)  # fmt: skip
def test_the_same_side_or_another_role_decides_nothing(role, side, code):
    filed = in_appeal()

    with pytest.raises(NotPermitted) as caught:
        decided(filed, make.make_mandate(filed.body, role, side=side))

    assert caught.value.refusal.code == code
    assert filed.returns.get().appeal.outcome == AppealOutcome.PENDING


def test_who_returned_a_text_does_not_decide_even_with_a_seat_of_another_side():
    author, secretary_person = make.make_person(), make.make_person()
    filed = make.filed_by(author)
    returned(filed, make.make_mandate(filed.body, side="state", person=secretary_person))
    appealed(filed, author)
    seat = make.make_mandate(filed.body, "member", side="civil", person=secretary_person)

    with pytest.raises(NotPermitted) as caught:
        decided(filed, seat)

    assert caught.value.refusal.code == "same_side"


def test_an_appeal_is_decided_once_and_only_as_listed():
    filed = in_appeal()
    member = make.make_mandate(filed.body, "member", side="civil")
    with pytest.raises(Invalid):
        decided(filed, member, "pending")
    decided(filed, member)

    with pytest.raises(NotPermitted) as caught:
        decided(filed, member)

    assert caught.value.refusal.code == "appeal_decided"


def test_where_nobody_appealed_there_is_nothing_to_decide():
    filed = make.filed_by(make.make_person())

    with pytest.raises(NotFound):
        decided(filed, make.make_mandate(filed.body, "member", side="civil"))


def test_the_last_day_still_counts_and_the_next_does_not():
    author = make.make_person()
    in_time, late = make.filed_by(author), make.filed_by(author)
    returned(in_time)
    returned(late)

    assert appealed(in_time, author, now=NOW + timedelta(14))
    with pytest.raises(NotPermitted) as caught:
        appealed(late, author, now=NOW + timedelta(15))
    assert caught.value.refusal.code == "appeal_too_late"
    assert "23.11.2026" in str(caught.value.refusal.message)


def test_one_return_is_appealed_once_by_its_author_alone():
    author = make.make_person()
    filed = make.filed_by(author)
    returned(filed)

    with pytest.raises(NotPermitted) as stranger:
        appealed(filed, make.make_person())
    appealed(filed, author)
    with pytest.raises(NotPermitted) as twice:
        appealed(filed, author)

    assert stranger.value.refusal.code == "not_the_author"
    assert twice.value.refusal.code == "already_appealed"


def test_a_text_that_was_never_returned_has_nothing_to_appeal():
    author = make.make_person()

    with pytest.raises(NotFound):
        appealed(make.filed_by(author), author)


def test_a_returned_text_is_changed_and_filed_again_under_its_number():
    author = make.make_person()
    filed = make.filed_by(author)
    returned(filed)
    filed.refresh_from_db()
    texts.publish_version(
        public_id=filed.public_id, title="T", problem="", demand="Шам орнату", reason="дополнено",
        by=author, edition=filed.edition, now=NOW,
    )  # fmt: skip

    again = filing.file_again(public_id=filed.public_id, by=author, now=NOW)

    assert (again.stage, again.number) == (Stage.SUBMITTED, filed.number)
    assert Entry.objects.latest("pk").content == {"number": filed.number, "version": 2}
    with pytest.raises(NotPermitted) as caught:
        filing.file_again(public_id=filed.public_id, by=author, now=NOW)
    assert caught.value.refusal.code == "not_returned"


def test_while_an_appeal_is_pending_the_text_is_not_filed_again():
    filed = in_appeal()

    with pytest.raises(NotPermitted) as caught:
        filing.file_again(public_id=filed.public_id, by=filed.author, now=NOW)

    assert caught.value.refusal.code == "appeal_pending"


def test_a_text_filed_again_leaves_nothing_to_appeal():
    author = make.make_person()
    filed = make.filed_by(author)
    returned(filed)
    Recommendation.objects.update(stage=Stage.SUBMITTED)

    with pytest.raises(NotPermitted) as caught:
        appealed(filed, author)

    assert caught.value.refusal.code == "not_returned"


def test_a_mandate_speaks_for_the_nearest_side_that_is_named():
    body, office = make.make_body(), make.make_institution()
    seat = Seat.objects.create(body=body, number=1, side="civil", valid_from=NOW.date())
    own = make.make_mandate(body, side="independent")
    seated, plain = make.make_mandate(body, "member", seat=seat), make.make_mandate(office)

    assert [side_of(one) for one in (own, seated, plain)] == ["independent", "civil", "state"]
