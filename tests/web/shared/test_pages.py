"""What holds for every page: head, languages, theme, no query, no inline script or style."""

import pytest


@pytest.fixture
def page(client):
    return client.get("/ru/styleguide/?stage=sent&q=%D1%81%D1%83")


def test_a_reader_without_cookies_costs_no_query_and_gets_none(
    client, django_assert_num_queries, db
):
    with django_assert_num_queries(0):
        response = client.get("/kk/styleguide/")

    assert response.status_code == 200
    assert not response.cookies


def test_the_language_switch_keeps_the_page_and_its_conditions(page):
    assert 'href="/kk/styleguide/?stage=sent&amp;q=%D1%81%D1%83" lang="kk"' in page.text
    assert (
        '<link rel="alternate" hreflang="en" href="http://testserver/en/styleguide/">' in page.text
    )


def test_the_canonical_address_has_no_conditions(page):
    assert '<link rel="canonical" href="http://testserver/ru/styleguide/">' in page.text


def test_a_missing_page_is_said_in_the_readers_language(client):
    response = client.get("/kk/no-such-page/")

    assert response.status_code == 404
    assert "Мұнда ештеңе жоқ" in response.text


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chosen_theme_is_kept_and_set_by_the_server(client, theme):
    chosen = client.get(f"/kk/theme/{theme}/?next=/kk/styleguide/")
    shown = client.get(chosen.url)

    assert chosen.url == "/kk/styleguide/"
    assert f'data-theme="{theme}"' in shown.text


def test_the_device_decides_again_when_the_choice_is_dropped(client):
    client.get("/kk/theme/dark/")
    client.get("/kk/theme/auto/")

    assert "data-theme" not in client.get("/kk/styleguide/").text


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_choosing_a_theme_leads_nowhere_else(client, target):
    assert client.get("/kk/theme/dark/", {"next": target}).url == "/"


def test_an_unknown_theme_cookie_is_not_written_into_the_page(client):
    client.cookies["kenes_theme"] = '"><script>'

    assert "data-theme" not in client.get("/kk/styleguide/").text


def test_the_styleguide_is_for_demonstrations_and_staff(client, settings):
    settings.KENES_DEMO = False

    assert client.get("/kk/styleguide/").status_code == 404


def test_the_content_policy_is_strict(page):
    assert "'unsafe" not in page["Content-Security-Policy"]
