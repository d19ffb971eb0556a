"""What every page carries against hostile sites, and what hostile requests get."""

import pytest
from django.test import Client

from tests.factories import answers as make
from tests.factories.accounts import PASSWORD
from tests.factories.accounts import make_person as make_account
from tests.factories.recommendations import admitted, file, make_person

pytestmark = pytest.mark.django_db
PAGES = [
    "/ru/", "/kk/recommendations/", "/ru/late/", "/kk/register/", "/ru/institutions/",
    "/ru/regions/", "/kk/file/", "/ru/file/code/", "/ru/account/login/", "/ru/pages/about/",
    "/ru/no-such-page/",
]  # fmt: skip
SIGNS = ["'", '"', "' OR 1=1 --", "1;DROP TABLE x", "%", "_", "\\", ")", "../../etc/passwd",
         "\u202e\u200b", "{{7*7}}", "${7*7}", "a" * 5000, "-1", "99999999999999999999"]  # fmt: skip
FIELDS = ["q", "sort", "page", "stage", "body", "region", "theme", "timeliness", "language",
          "from", "to", "year", "type", "office", "text", "acts", "find", "keep"]  # fmt: skip
ELSEWHERE = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
SCRIPT = "<b onmouseover=alert(1)>canary</b>"


@pytest.fixture
def words() -> dict[str, str]:
    return {"title": f"T {SCRIPT}", "problem": f"P {SCRIPT}", "demand": f"D {SCRIPT}"}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_forbids_frames_foreign_scripts_and_sniffing(client, path):
    response = client.get(path)

    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    "path", ["/ru/recommendations/", "/ru/register/", "/ru/late/", "/ru/institutions/"]
)
def test_signs_in_the_address_are_only_words(client, path, field):
    for sign in SIGNS:
        response = client.get(path, {field: sign})

        assert response.status_code in {200, 404}, (path, field, sign)
        assert "Traceback" not in response.text


@pytest.mark.parametrize("raw", ["%00", "%ff%fe", "%ED%A0%80", "a%0d%0aSet-Cookie:%20x=1"])
def test_broken_bytes_in_the_address_are_no_fault_of_the_server(client, raw):
    response = client.get(f"/ru/recommendations/?q={raw}")

    assert response.status_code in {200, 400}
    assert "x" not in response.cookies


@pytest.mark.parametrize("target", ELSEWHERE)
@pytest.mark.parametrize("path", ["/ru/theme/dark/", "/ru/account/login/"])
def test_no_address_leads_to_another_site(client, path, target):
    person = make_person()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    response = client.get(path, {"next": target})

    assert response.status_code in {200, 302}
    assert "evil" not in response.get("Location", "")
    assert "javascript" not in response.get("Location", "")


def test_a_foreign_host_name_is_refused(client):
    response = client.get("/ru/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert "evil.example" not in response.text


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("kk", "Ештеңе сақталған жоқ"), ("ru", "Ничего не сохранено"), ("en", "Nothing was saved")],
)
@pytest.mark.parametrize("path", ["file/", "file/code/", "account/login/"])
def test_a_form_without_its_mark_is_refused_in_the_readers_language(language, sentence, path):
    response = Client(enforce_csrf_checks=True).post(f"/{language}/{path}", {"problem": "x"})

    assert response.status_code == 403
    assert sentence in response.text


def test_signing_in_begins_a_new_session(client):
    person = make_account()
    session = client.session
    session["planted"] = "by another"
    session.save()
    client.cookies["sessionid"] = before = session.session_key

    response = client.post("/ru/account/login/", {"login": person.email, "password": PASSWORD})

    assert response.status_code == 302
    cookie = response.cookies["sessionid"]
    assert cookie.value != before
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_over_https_every_cookie_of_ours_is_for_https_alone(client, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    make.make_case()
    person = make_account()

    client.post("/ru/file/", {"problem": "Темно", "language": "ru", "next": "1"}, secure=True)
    client.get("/ru/theme/dark/", secure=True)
    client.get("/ru/account/login/", secure=True)
    client.post("/ru/account/login/", {"login": person.email, "password": PASSWORD}, secure=True)

    named = {"kenes_author", "sessionid", "csrftoken", "kenes_theme"}
    assert named <= set(client.cookies)
    for name in named:
        assert client.cookies[name]["secure"], name
        assert client.cookies[name]["samesite"] in {"Lax", "Strict"}, name
    for name in ("kenes_author", "sessionid"):
        assert client.cookies[name]["httponly"], name


def test_hostile_words_are_shown_as_words_on_every_public_page(client, words):
    row = admitted(**words)

    for rest in ("", "versions/", "data.json"):
        response = client.get(f"/ru/recommendations/{row.number}/{rest}")
        assert response.status_code == 200
        if "html" in response["Content-Type"]:
            assert SCRIPT not in response.text
        else:
            assert response["Content-Type"].startswith("application/json")
    for path in ("/ru/", "/ru/recommendations/", "/ru/recommendations/?q=canary", "/kk/register/"):
        assert SCRIPT not in client.get(path).text
    assert "&lt;b onmouseover" in client.get(f"/ru/recommendations/{row.number}/").text


def test_a_search_for_hostile_words_shows_them_as_words(client):
    response = client.get("/ru/recommendations/", {"q": SCRIPT})

    assert SCRIPT not in response.text
    assert "&lt;b onmouseover" in response.text


@pytest.mark.parametrize("sign", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_an_exported_cell_is_never_a_formula(client, sign):
    admitted(title=f"{sign} title", problem="p", demand="d")

    export = client.get("/ru/recommendations/export.csv")
    text = b"".join(export).decode()

    assert "title" in text
    assert f",{sign}" not in text
    assert f'"{sign}' not in text


def test_extra_fields_of_a_form_change_nothing_else(client):
    make.make_case()
    fields = {"problem": "Көше қараңғы", "language": "kk", "next": "1", "stage": "adopted",
              "number": "2026-999999", "author": "1", "published_at": "2026-01-01",
              "is_public_control": "on", "hidden_ground": "", "current_version": "9"}  # fmt: skip

    client.post("/kk/file/", fields)

    row = type(make.make_case().recommendation).objects.filter(stage="draft").get()
    assert (row.number, row.published_at, row.current_version) == (None, None, 1)
    assert not row.is_public_control


def test_a_text_of_a_megabyte_is_refused_in_words_and_kept_in_the_form(client):
    make.make_case()

    response = client.post("/ru/file/", {"problem": "а" * 600_000, "language": "ru", "next": "1"})

    assert response.status_code in {400, 413, 422}
    assert "Traceback" not in response.text


def test_the_page_of_somebody_elses_draft_does_not_open(client):
    draft = make.make_case().recommendation
    other = file(by=make_person())
    client.force_login(make_person(), backend="django.contrib.auth.backends.ModelBackend")

    for row in (draft, other.recommendation):
        for rest in ("", "asked/step/", "check/", "done/", "own/", "own/withdraw/"):
            response = client.get(f"/ru/file/{row.public_id}/{rest}")
            assert response.status_code in {302, 403, 404} or row.number not in response.text


def test_another_bodys_officer_opens_no_matter_and_no_draft(client):
    mine, theirs = make.delivered(), make.delivered()
    make.draft(theirs, body="канарейка черновика")
    client.force_login(mine.focal.person, backend="django.contrib.auth.backends.ModelBackend")

    for rest in ("", "preview/", "draft/position/", "sign/", "submit/", "back/"):
        response = client.get(f"/ru/body/{theirs.address.public_id}/{rest}")
        assert response.status_code in {403, 404}
        assert "канарейка" not in response.text


def test_pages_of_two_languages_and_of_one_who_is_signed_in_are_not_mixed(client):
    row = admitted(title="Жарық", problem="p", demand="d")
    path = f"/recommendations/{row.number}/"
    person = make_person()

    kazakh, russian = (client.get(f"/{code}{path}") for code in ("kk", "ru"))
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    own = client.get(f"/ru{path}")
    stranger = Client().get(f"/ru{path}")

    assert 'lang="kk"' in kazakh.text[:200]
    assert 'lang="ru"' in russian.text[:200]
    assert "public" not in own.get("Cache-Control", "")
    assert stranger.text == russian.text
    assert person.full_name not in stranger.text


def test_a_guessed_code_opens_nothing_and_tells_nothing(client):
    row = file(by=None).recommendation

    answers = [client.post("/ru/file/code/", {"code": f"AAAA-BBBB-CCCC-{n:04}"}) for n in range(9)]

    assert {answer.status_code for answer in answers} == {422}
    assert all(row.number not in answer.text for answer in answers)


def test_signing_in_does_not_tell_who_has_an_account(client):
    known = make_person()

    answers = [
        client.post("/ru/account/login/code/", {"email": address})
        for address in (known.email, "nobody@example.kz")
    ]

    assert len({answer.status_code for answer in answers}) == 1
    assert len({answer.get("Location") for answer in answers}) == 1


def test_a_fault_of_the_server_shows_no_secret(client, monkeypatch, settings):
    monkeypatch.setattr("kenes.web.home.views.figures", lambda _now: 1 / 0)
    client.raise_request_exception = False

    response = client.get("/ru/?token=very-secret")

    assert response.status_code == 500
    for secret in (
        settings.SECRET_KEY,
        settings.PERSON_KEY,
        "very-secret",
        "ZeroDivision",
        "/src/",
    ):
        assert secret not in response.text
