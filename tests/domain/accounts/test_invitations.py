from datetime import timedelta

import pytest

from kenes.domain.accounts.actions import invite, use_invitation
from kenes.domain.accounts.models import Invitation, Person
from kenes.domain.shared.refusals import Invalid, NotPermitted
from tests.factories import NOW
from tests.factories.accounts import PASSWORD, make_person

pytestmark = pytest.mark.django_db


def come(code, *, now=NOW, **given):
    return use_invitation(
        code, now=now, **{"email": "new@mail.example", "password": PASSWORD, **given}
    )


def test_somebody_new_comes_in_with_name_and_password():
    code = invite(purpose="administrator", now=NOW)

    welcome = come(code, full_name=" Дана\u202e  Ким ")

    assert (welcome.purpose, welcome.person.full_name) == ("administrator", "Дана Ким")
    assert welcome.person.check_password(PASSWORD)


def test_the_code_is_not_kept():
    code = invite(purpose="administrator", now=NOW)

    kept = Invitation.objects.get()

    assert code not in (kept.digest, kept.purpose, kept.email)


def test_the_address_of_the_invitation_counts_before_the_one_given():
    code = invite(purpose="administrator", email="Chief@Mail.example", now=NOW)

    assert come(code).person.email == "chief@mail.example"


def test_somebody_known_is_not_made_twice():
    known = make_person("chief@mail.example")
    code = invite(purpose="administrator", email="chief@mail.example", now=NOW)

    assert come(code).person == known
    assert Person.objects.count() == 1


def test_an_invitation_without_address_does_not_open_an_account_that_exists():
    make_person("new@mail.example")
    code = invite(purpose="administrator", now=NOW)

    with pytest.raises(Invalid) as caught:
        come(code)

    assert "email" in caught.value.problems
    assert Invitation.objects.get().used_at is None


@pytest.mark.parametrize(
    ("use", "code"),
    [
        (lambda _real: come("2222-2222-2222-2222"), "invitation_unknown"),
        (lambda real: (come(real), come(real, email="b@mail.example")), "invitation_used"),
        (lambda real: come(real, now=NOW + timedelta(days=3)), "invitation_expired"),
    ],
)
def test_an_unknown_used_or_old_invitation_lets_nobody_in(use, code):
    real = invite(purpose="administrator", now=NOW)

    with pytest.raises(NotPermitted) as caught:
        use(real)

    assert caught.value.refusal.code == code
    assert not Person.objects.filter(email="b@mail.example").exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [({"password": "short"}, "password"), ({"email": "no address"}, "email")],
)
def test_a_weak_password_or_no_address_leaves_the_invitation_unused(given, field):
    code = invite(purpose="administrator", now=NOW)

    with pytest.raises(Invalid) as caught:
        come(code, **given)

    assert field in caught.value.problems
    assert Invitation.objects.get().used_at is None
