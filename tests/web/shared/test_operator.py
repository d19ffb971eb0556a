import pytest
from django.utils import translation

from kenes.web.shared import operator as pages
from tests.factories.institutions import make_host

pytestmark = pytest.mark.django_db


def test_the_host_is_named_in_the_readers_language_once_a_minute(django_assert_num_queries):
    institution = make_host().institution
    pages._memory.clear()

    with django_assert_num_queries(1), translation.override("ru"):
        first, second = pages.operator(), pages.operator()

    assert first == second == institution.name_ru


def test_the_setting_comes_first(settings):
    settings.KENES_OPERATOR = "Тексеру кеңесі"

    assert pages.operator() == "Тексеру кеңесі"


def test_a_server_without_a_host_names_nobody():
    pages._memory.clear()

    assert pages.operator() == ""
