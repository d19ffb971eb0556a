"""Refusals that only a page can say, each reached the way a reader reaches it."""

import json
from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from django.utils import translation

from kenes.domain.shared.refusals import Invalid, NotFound, NotPermitted
from kenes.web.body.acts import ANSWERS
from kenes.web.shared import views
from kenes.web.shared.middleware import RefusalMiddleware
from kenes.web.shared.people import SIGNED_OUT, signed_in
from kenes.web.status.access import refuse_unless_administrator
from tests.factories import NOW
from tests.factories import answers as make
from tests.factories.institutions import make_mandate, make_person
from tests.factories.recommendations import file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def request_of(person):
    request = RequestFactory().get("/en/x/", headers={"accept": "application/json"})
    request.user = person
    return request


@pytest.mark.parametrize(
    ("error", "code"), [(Invalid({"a": "No."}), "invalid"), (NotFound("x"), "not_found")]
)
def test_a_program_learns_the_code_of_a_general_refusal(error, code):
    with translation.override("en"):
        answer = RefusalMiddleware(views.bad_request).process_exception(
            request_of(make_person()), error
        )

    assert code in json.loads(answer.content)["type"]


def test_what_django_itself_refuses_says_so():
    with translation.override("en"):
        answer = views.permission_denied(request_of(make_person()))

    assert answer.status_code == 403
    assert "permission_denied" in json.loads(answer.content)["type"]


def test_nobody_acts_without_a_name(client):
    from django.contrib.auth.models import AnonymousUser  # noqa: PLC0415

    with pytest.raises(NotPermitted) as caught:
        signed_in(request_of(AnonymousUser()))

    assert caught.value.refusal is SIGNED_OUT
    assert SIGNED_OUT.code == "signed_out"


def test_only_an_administrator_sees_the_details_of_the_status():
    refusal = refuse_unless_administrator(request_of(make_person()))

    assert refusal.code == "not_administrator"


def test_what_was_never_returned_cannot_be_appealed(client):
    author = make_person()
    own = file(by=author).recommendation
    client.force_login(author, backend="django.contrib.auth.backends.ModelBackend")

    page = client.get(f"/en/file/{own.public_id}/own/appeal/")

    assert "There is nothing to appeal: the text was never returned." in page.text


DESK = {
    "decide": "There is no appeal to decide.",
    "deliver": "No delivery is missing on record.",
}
BODY = {
    "translate": "There is no signed answer yet, so there is nothing to translate.",
    "report": "There is no open measure, so nothing can be counted, reported or finished.",
    "rejoin": "The author has not graded the answer, so there is nothing to reply to.",
}


@pytest.mark.parametrize("slug", DESK)
def test_the_secretarys_desk_says_why_there_is_nothing_to_do(client_as, slug):
    case = make.delivered()
    person = case.secretary.person
    make_mandate("member", case.secretary.institution, person=person, side="state")

    page = client_as(person).get(f"/en/desk/{case.recommendation.public_id}/{slug}/")

    assert DESK[slug] in page.text


@pytest.mark.parametrize("slug", BODY)
def test_a_bodys_desk_says_why_there_is_nothing_to_do(client_as, slug):
    case = make.delivered()
    person = case.focal.person if slug != "rejoin" else case.signatory.person

    page = client_as(person).get(f"/en/body/{case.address.public_id}/{slug}/")

    assert BODY[slug] in page.text


@pytest.mark.parametrize("slug", ["submit", "sign", "back", "remark", "discard"])
def test_without_a_draft_no_button_is_offered_and_the_reason_is_known(slug):
    [spec] = [one for one in ANSWERS if one.slug == slug]
    case = SimpleNamespace(papers=SimpleNamespace(in_work=None))

    assert spec.refuse(case).code == "nothing_in_work"
