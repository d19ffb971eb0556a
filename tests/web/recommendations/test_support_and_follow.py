"""Support with a key and no name, and following with an account: two things kept apart."""

import pytest
from django.core.cache import cache

from kenes.domain.accounts.support_keys import make_key
from kenes.domain.recommendations.models import Follow, Recommendation, Support
from kenes.domain.recommendations.queries import facets
from kenes.web.shared.support_cookie import COOKIE
from tests.factories.recommendations import admitted, filed_by, make_person

pytestmark = pytest.mark.django_db
LANGUAGES = ["kk", "ru", "en"]


@pytest.fixture(autouse=True)
def _fresh():
    facets.forget()
    cache.clear()


def _support(recommendation, language="en"):
    return f"/{language}/recommendations/{recommendation.number}/support/"


def _follow(recommendation, language="en"):
    return f"/{language}/recommendations/{recommendation.number}/follow/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_asks_for_a_key_where_the_browser_has_none(client, language):
    page = client.get(_support(admitted(), language))

    assert page.status_code == 200
    assert 'name="key"' in page.text
    assert "/me/support-key/" in page.text


def test_a_typed_key_supports_once_and_takes_back(client):
    found, key = admitted(), make_key()

    first = client.post(_support(found), {"key": key.lower(), "act": "give"})
    second = client.post(_support(found), {"key": key, "act": "give"})
    counted = Support.objects.count()
    back = client.post(_support(found), {"key": key, "act": "take_back"})

    assert (first.status_code, second.status_code, back.status_code) == (200, 200, 200)
    assert "You support this text already" in second.text
    assert (counted, Support.objects.count()) == (1, 0)


def test_a_typed_key_is_kept_only_when_asked(client):
    found = admitted()

    client.post(_support(found), {"key": make_key(), "act": "give"})
    without = COOKIE in client.cookies
    client.post(_support(found), {"key": make_key(), "act": "give", "keep": "on"})

    assert not without
    assert client.cookies[COOKIE]["httponly"]


def test_the_browsers_own_key_needs_no_typing_and_shows_what_it_supports(client):
    found = admitted()
    client.cookies[COOKIE] = make_key()

    before = client.get(_support(found)).context["is_supported"]
    client.post(_support(found), {"act": "give"})
    after = client.get(_support(found))

    assert (before, after.context["is_supported"]) == (False, True)
    assert "Take my support back" in after.text


def test_a_support_leaves_no_session_no_person_and_no_change_of_the_text(client):
    found = admitted()
    changed_at, key = found.changed_at, make_key()

    answer = client.post(_support(found), {"key": key, "act": "give"})

    assert "sessionid" not in client.cookies
    assert key not in answer.text
    assert Recommendation.objects.get(pk=found.pk).changed_at == changed_at


@pytest.mark.parametrize("key", ["", "abc", "A" * 72, "ключ", "\x00", "A" * 5000, "<script>"])
def test_what_is_no_key_is_said_beside_the_field(client, key):
    found = admitted()

    page = client.post(_support(found), {"key": key, "act": "give"})

    assert page.status_code == 422
    assert page.context["form"].errors["key"]
    assert Support.objects.count() == 0


def test_an_empty_form_from_a_browser_without_a_key_asks_for_one(client):
    assert client.post(_support(admitted()), {}).status_code == 422


def test_htmx_gets_the_card_alone(client):
    found = admitted()

    page = client.post(
        _support(found), {"key": make_key(), "act": "give"}, headers={"HX-Request": "true"}
    )

    assert page.text.lstrip().startswith('<div id="support-card"')
    assert "<html" not in page.text


@pytest.mark.parametrize("act", ["support", "follow"])
def test_a_text_that_is_not_public_is_not_found(client_as, act):
    found = filed_by()

    page = client_as(make_person()).get(f"/en/recommendations/{found.number}/{act}/")

    assert page.status_code == 404


def test_a_withdrawn_text_says_why_it_takes_no_support(client):
    found = admitted()
    Recommendation.objects.filter(pk=found.pk).update(stage="withdrawn")

    page = client.get(_support(found))
    refused = client.post(_support(found), {"key": make_key(), "act": "give"})
    shown = client.get(f"/en/recommendations/{found.number}/")

    assert "takes no support now" in page.text
    assert refused.status_code == 403
    assert 'aria-describedby="support-why"' in shown.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_text_says_why_a_stranger_cannot_follow(client, language):
    found = admitted()

    text = client.get(f"/{language}/recommendations/{found.number}/").text

    assert 'id="follow-why"' in text
    assert f"?next=/{language}/recommendations/{found.number}/follow/" in text


def test_somebody_signed_in_follows_chooses_how_and_ends_it(client_as):
    found, person = admitted(), make_person()
    client = client_as(person)

    shown = client.get(f"/en/recommendations/{found.number}/").text
    client.post(_follow(found), {"delivery": "digest"})
    followed = Follow.objects.get(person=person)
    again = client.get(_follow(found))
    ended = client.post(f"/en/recommendations/{found.number}/unfollow/")

    assert 'id="follow-why"' not in shown
    assert (followed.recommendation, followed.delivery) == (found, "digest")
    assert again.context["form"].initial == {"delivery": "digest"}
    assert ended.status_code == 302
    assert not Follow.objects.exists()


def test_a_way_of_telling_that_does_not_exist_is_refused(client_as):
    found = admitted()

    page = client_as(make_person()).post(_follow(found), {"delivery": "pigeon"})

    assert page.status_code == 422
    assert not Follow.objects.exists()


@pytest.mark.parametrize("path", ["follow", "unfollow"])
def test_a_stranger_is_led_to_sign_in_and_follows_nothing(client, path):
    found = admitted()

    page = client.post(f"/en/recommendations/{found.number}/{path}/", {"delivery": "page"})

    assert page.status_code == 302
    assert "login" in page["Location"]
    assert not Follow.objects.exists()


def test_following_and_supporting_cannot_be_had_by_a_link(client, client_as):
    found = admitted()

    assert client_as(make_person()).get(
        f"/en/recommendations/{found.number}/unfollow/"
    ).status_code == 405  # fmt: skip
    client.get(_support(found) + "?act=give&key=" + make_key())
    assert Support.objects.count() == 0


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_device_forgets_the_key_and_the_support_stays(client, headers):
    found = admitted()
    client.post(_support(found), {"key": make_key(), "act": "give", "keep": "on"})
    offered = client.get(_support(found)).text

    answer = client.post(_support(found), {"act": "forget"}, headers=headers)

    assert 'value="forget"' in offered
    assert "This device has forgotten your key" in answer.text
    assert client.cookies[COOKIE].value == ""
    assert Support.objects.count() == 1
    assert 'value="forget"' not in client.get(_support(found)).text
