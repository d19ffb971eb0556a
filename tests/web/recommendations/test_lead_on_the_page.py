"""The lead of the dialogue on the record, its JSON and the secretary's desk: offices, no names."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kenes.domain.institutions.actions import end_mandate
from kenes.domain.recommendations.actions.leading import hand_over_lead
from kenes.domain.recommendations.models import Lead
from tests.factories import recommendations as make
from tests.factories.recommendations import NOW, TODAY

pytestmark = pytest.mark.django_db
NAME = "Айгерім Құпияқызы"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)
    cache.clear()


@pytest.fixture
def secretary():
    return make.make_mandate(make.make_body())


@pytest.fixture
def text(secretary):
    return make.admitted(secretary=secretary)


@pytest.fixture
def lead(text):
    return make.make_mandate(
        text.body,
        "member",
        side="civil",
        office_ru="член палаты",
        office_kk="палата мүшесі",
        person=make.make_person(NAME),
    )


def hand_over(text, to, secretary, reason="Так решило заседание"):
    hand_over_lead(
        public_id=text.public_id,
        to=to,
        reason=reason,
        by=secretary.person,
        mandate=secretary,
        now=NOW,
    )


def record(client, text, rest=""):
    return client.get(f"/ru/recommendations/{text.number}/{rest}")


def test_the_page_names_office_side_and_day_and_keeps_the_history(client, text, lead, secretary):
    hand_over(text, lead, secretary)
    led = record(client, text).text
    hand_over(text, None, secretary, reason="Слово сказано")
    left = record(client, text).text

    assert "<dt>Ведёт диалог</dt><dd>член палаты · гражданское общество. С какого дня:" in led
    assert "Назначен ведущий диалога. Должность: член палаты." in left.replace("\xa0", " ")
    assert "Слово сказано" in left
    assert "<dt>Ведёт диалог</dt>" not in left
    assert NAME not in led + left


def test_a_lead_whose_mandate_ended_is_not_shown_as_leading(client, text, lead, secretary):
    hand_over(text, lead, secretary)
    before = record(client, text, "data.json").json()["lead"]
    end_mandate(target=lead, grounds="Уход", by=secretary.person, mandate=secretary, now=NOW)

    page, after = record(client, text).text, record(client, text, "data.json").json()["lead"]

    assert before == {
        "mandate": str(lead.public_id),
        "side": "civil",
        "since": TODAY.isoformat(),
    }
    assert after is None
    assert "Этот мандат больше не действует" in page


def queries_of(client, text):
    """How many queries the record takes when nothing of it is kept."""
    cache.clear()
    with CaptureQueriesContext(connection) as seen:
        record(client, text)
    return len(seen)


def test_the_lead_costs_the_record_no_query(client, text, lead, secretary):
    hand_over(text, lead, secretary)
    record(client, text)

    led = queries_of(client, text)
    Lead.objects.all().delete()

    assert led == queries_of(client, text)


def test_the_secretary_chooses_among_offices_and_gives_a_reason(client, text, lead, secretary):
    client.force_login(secretary.person)
    url = f"/ru/desk/{text.public_id}/lead/"
    form = client.get(url).text
    key = re.search(r'name="key" value="([^"]+)"', form).group(1)

    without = client.post(url, {"key": key, "to": str(lead.public_id), "reason": ""})
    done = client.post(url, {"key": key, "to": str(lead.public_id), "reason": "Так решили"})
    again = client.get(url).text

    assert "член палаты · гражданское общество" in form
    assert NAME not in form
    assert "Никто: сложить ведение диалога" not in form
    assert without.status_code == 422
    assert done.status_code == 302
    assert Lead.objects.get().mandate == lead
    assert "Никто: сложить ведение диалога" in again


def test_a_chosen_office_must_be_on_the_list(client, text, lead, secretary):
    stranger = make.make_mandate(make.make_body(), "member", side="civil")
    client.force_login(secretary.person)

    sent = client.post(
        f"/ru/desk/{text.public_id}/lead/", {"to": str(stranger.public_id), "reason": "Так"}
    )
    nobody = client.post(f"/ru/desk/{text.public_id}/lead/", {"to": "", "reason": "Так"})

    assert (sent.status_code, nobody.status_code) == (422, 422)
    assert not Lead.objects.exists()


def test_the_lead_opens_the_desk_and_hands_it_over_alone(client, text, lead, secretary):
    hand_over(text, lead, secretary)
    state = make.make_mandate(text.body, "member", side="state")
    client.force_login(lead.person)
    url = f"/ru/desk/{text.public_id}/lead/"

    done = client.post(url, {"to": str(state.public_id), "reason": "Слово за государством"})
    late = client.post(url, {"to": str(lead.public_id), "reason": "Передумал"})

    assert done.status_code == 302
    assert late.status_code == 403
    assert Lead.objects.get().mandate == state
