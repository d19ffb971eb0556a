"""Pages of text exist in every language."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("page", ["about", "privacy", "accessibility", "open-data"])
def test_the_page_is_there(client, language, page):
    found = client.get(f"/{language}/pages/{page}/")

    assert found.status_code == 200
    assert "<h1>" in found.content.decode()
