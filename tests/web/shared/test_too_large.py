"""A form past what the server reads at once: told so, with the limit and the way out."""

import pytest

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Limit of the text, MB: 2"),
        ("ru", "Предел для текста, МБ: 2"),
        ("kk", "Мәтіннің шегі, МБ: 2"),
    ],
)
def test_a_text_too_long_is_told_the_limit(client, language, said):
    text = b"problem=" + b"a" * (3 * 1024 * 1024)

    answer = client.post(f"/{language}/file/code/", text, content_type=FORM)

    assert answer.status_code == 413
    assert said in answer.text.replace("\xa0", " ")


def test_too_many_fields_are_told_so_too(client):
    answer = client.post("/ru/file/code/", "&".join(["x=1"] * 1_500), content_type=FORM)

    assert answer.status_code == 413
    assert "Запрос слишком велик" in answer.text


def test_a_broken_request_is_not_called_too_large(client):
    assert client.get("/ru/file/code/", headers={"host": "evil.example"}).status_code == 400
