"""How an error of the domain reaches a reader: page, fragment, JSON, each with its status."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation
from django_htmx.middleware import HtmxDetails

from kenes.domain.shared.refusals import Conflict, Gone, Invalid, NotFound, NotPermitted, Refusal
from kenes.web.shared import views
from kenes.web.shared.middleware import RefusalMiddleware

REFUSAL = Refusal("own_draft", "Cannot <sign>.", remedy="Ask another.", clause="Rules, 12")
ERRORS = [
    (NotPermitted(REFUSAL), 403, "Cannot &lt;sign&gt;."),
    (Gone(REFUSAL), 410, "Ask another."),
    (Conflict(REFUSAL, theirs={"Title": "theirs"}, yours={"Title": "yours"}), 409, "yours"),
    (NotFound(), 404, "Nothing is here"),
    (Invalid({"title": "The title is empty."}), 422, "The title is empty."),
]


def answered(error, **headers):
    request = RequestFactory().get("/en/somewhere/", **headers)
    request.user = AnonymousUser()
    request.htmx = HtmxDetails(request)
    with translation.override("en"):
        return RefusalMiddleware(lambda _request: HttpResponse()).process_exception(request, error)


@pytest.mark.parametrize(("error", "status", "words"), ERRORS)
def test_a_reader_gets_a_page_with_the_right_status(error, status, words):
    response = answered(error)

    assert response.status_code == status
    assert words in response.text
    assert "<!doctype html>" in response.text


@pytest.mark.parametrize(("error", "status", "_words"), ERRORS)
def test_htmx_gets_a_notice_where_notices_stand(error, status, _words):
    response = answered(error, HTTP_HX_REQUEST="true")

    assert response.status_code == status
    assert response["HX-Retarget"] == "#notices"
    assert "<html" not in response.text


@pytest.mark.parametrize(("error", "status", "_words"), ERRORS)
def test_a_program_gets_problem_json(error, status, _words):
    response = answered(error, HTTP_ACCEPT="application/json")
    body = json.loads(response.content)

    assert response["Content-Type"] == "application/problem+json"
    assert (response.status_code, body["status"]) == (status, status)
    assert body["title"]


def test_json_names_each_field_that_is_wrong():
    response = answered(Invalid({"title": "Empty."}), HTTP_ACCEPT="application/problem+json")

    assert json.loads(response.content)["problems"] == {"title": "Empty."}


def test_a_browser_that_accepts_anything_gets_a_page():
    response = answered(NotFound(), HTTP_ACCEPT="text/html,application/xhtml+xml,*/*;q=0.8")

    assert response["Content-Type"].startswith("text/html")


def test_other_errors_go_their_usual_way():
    assert answered(ValueError("a fault")) is None


def test_the_page_of_a_broken_server_speaks_three_languages_and_needs_nothing():
    response = views.server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert all(f'lang="{code}"' in response.text for code in ("kk", "ru", "en"))


def test_the_page_of_a_broken_server_stands_also_where_its_styles_are_missing(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage",
            "OPTIONS": {"location": "/nonexistent"},
        },
    }
    settings.DEBUG = False

    page = views.server_error(RequestFactory().get("/")).text

    assert "stylesheet" not in page
    assert "Ошибка на сервере" in page


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "Ештеңе сақталған жоқ"), ("ru", "Ничего не сохранено"), ("en", "Nothing was saved")],
)
def test_a_refused_form_says_that_nothing_was_saved(language, words):
    request = RequestFactory().post(f"/{language}/x/")
    request.user = AnonymousUser()
    with translation.override(language):
        response = views.csrf_refused(request)

    assert response.status_code == 403
    assert words in response.text
