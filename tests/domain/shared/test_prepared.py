"""A prepared read finds what its queryset would, whatever it is given."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import FETCH_RAISE, Q, Value

from kenes.domain.recommendations.models import Address, Recommendation
from kenes.domain.shared.prepared import Prepared
from tests.factories import NOW
from tests.factories.answers import sent
from tests.factories.recommendations import admitted

pytestmark = pytest.mark.django_db


@Prepared
def _by_key(keys):
    return Recommendation.objects.filter(pk__in=keys).order_by("pk")


@Prepared
def _numbered(number, since, day):
    rows = Recommendation.objects.filter(Q(number=number) | Q(stage=number), filed_at__gte=since)
    return rows.filter(filed_at__date__gte=day).values_list("pk", Value("told"))


@Prepared
def _asked(key):
    rows = Address.objects.filter(recommendation=key).select_related("institution")
    return rows.fetch_mode(FETCH_RAISE)[:5]


@Prepared
def _named(public_id):
    return Recommendation.objects.filter(public_id=public_id).values_list("pk", "public_id")


@pytest.mark.parametrize("many", [0, 1, 2, 3, 5])
def test_any_number_of_keys_finds_just_those(many):
    found = [admitted() for _ in range(5)]
    keys = [row.pk for row in found[:many]]

    assert _by_key(keys) == found[:many]
    assert _by_key(keys[::-1]) == found[:many]


def test_texts_days_and_moments_are_given_anew_each_time():
    row = admitted()
    day = NOW.date()

    assert _numbered(row.number, NOW, day) == [(row.pk, "told")]
    assert _numbered("none", NOW, day) == []
    assert _numbered(row.number, NOW + timedelta(seconds=1), day) == []
    assert _numbered(row.number, NOW, day + timedelta(days=1)) == []
    assert _numbered(row.stage, NOW - timedelta(days=1), day) == [(row.pk, "told")]


def test_a_public_id_finds_its_row_and_no_other():
    one, other = admitted(), admitted()

    assert _named(one.public_id) == [(one.pk, one.public_id)]
    assert _named(other.public_id) == [(other.pk, other.public_id)]
    assert _named(uuid4()) == []


def test_rows_are_models_with_what_was_selected_along(django_assert_num_queries):
    case = sent()
    asked = case.address
    _asked(0)

    with django_assert_num_queries(1):
        (address,) = _asked(case.recommendation.pk)
        assert address == asked
        assert address.institution.name_kk == case.ministry.name_kk


def test_what_can_find_nothing_is_not_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert _by_key([]) == []


@Prepared
def _forwarded(key):
    rows = Address.objects.filter(pk=key).annotate(told=Value("told"))
    return rows.select_related("recommendation__body", "forwarded_from__institution")


def test_a_model_comes_with_what_was_selected_along_and_can_be_changed(
    django_assert_num_queries,
):
    address = sent().address

    with django_assert_num_queries(1):
        (found,) = _forwarded(address.pk)
        assert found == address
        assert found.recommendation.body == address.recommendation.body
        assert (found.forwarded_from, found.told) == (None, "told")
    assert found.institution == address.institution
    found.save(update_fields=["position"])
    assert not found._state.adding
