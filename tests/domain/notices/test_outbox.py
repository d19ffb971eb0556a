from datetime import timedelta

import pytest
from django.core import mail
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from kenes.domain.notices import actions
from kenes.domain.notices.letters import TEMPLATES, letter_of
from kenes.domain.notices.models import Notice
from kenes.domain.notices.tasks import enqueue_digests, enqueue_mail
from kenes.domain.notices.unsubscribing import make_token
from kenes.domain.shared.refusals import Invalid, NotFound
from tests.factories import NOW
from tests.factories.accounts import make_person

pytestmark = pytest.mark.django_db
FACTS = {"number": "2026-000001", "title": "Су құбыры", "due_on": NOW.date(), "reason": "Себеп"}


def tell(person, event="one", template="filed", **more):
    given = {"facts": FACTS, "path": "/r/2026-000001", "now": NOW, **more}
    actions.tell(person=person, event=event, template=template, **given)


def test_a_notice_goes_once_by_mail_with_a_way_to_stop():
    person = make_person(language="ru")
    tell(person)

    assert actions.send_outbox(now=NOW) == 1
    assert actions.send_outbox(now=NOW + timedelta(days=1)) == 0

    letter = mail.outbox[0]
    assert letter.to == [person.email]
    assert letter.subject == "Предложение подано: № 2026-000001"
    assert "Су құбыры" in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.extra_headers["List-Unsubscribe"].strip("<>") in letter.body


def test_the_address_to_stop_mail_is_sent_as_it_is_and_not_encoded():
    person = make_person(language="kk")
    tell(person)
    actions.send_outbox(now=NOW)

    sent = mail.outbox[0].message().as_bytes().decode("ascii")

    link = mail.outbox[0].extra_headers["List-Unsubscribe"]
    assert len(link) > 78
    assert f"\nList-Unsubscribe: {link}\n" in sent
    assert "\nSubject: =?utf-8?" in sent


def test_the_same_event_is_told_once():
    person = make_person()
    tell(person)
    tell(person)

    assert Notice.objects.count() == 1


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_kind_of_notice_has_words_in_every_language(template, language):
    facts = dict.fromkeys(
        ["institution", "to", "position", "step", "grade", "ground", "explanation"], "Мекеме"
    )
    dates = dict.fromkeys(["appeal_until_on", "due_on", "last_on"], NOW.date())
    tell(make_person(language=language), template=template, facts={**FACTS, **facts, **dates})

    letter = letter_of(Notice.objects.get())

    assert letter.subject
    assert letter.text
    assert "{" not in letter.subject + letter.text
    with override("en"):
        english = letter_of(Notice.objects.get(), "en")
    assert (letter.subject == english.subject) == (language == "en")


def test_an_unknown_kind_is_told_as_news():
    tell(make_person(language="en"), template="no_such_kind")

    assert letter_of(Notice.objects.get()).subject == "News: no. 2026-000001"


def test_a_title_cannot_add_a_header():
    tell(make_person(), facts={**FACTS, "number": "1\r\nBcc: all@mail.example"})

    actions.send_outbox(now=NOW)

    assert "\n" not in mail.outbox[0].subject


def test_a_word_is_kept_in_all_three_languages():
    tell(make_person(language="kk"), template="returned", facts={"ground": _("unread")})

    kept = Notice.objects.get().facts["ground"]

    assert kept == {"kk": "оқылмаған", "ru": "не прочитано", "en": "unread"}


def test_a_digest_gathers_the_news_newest_first_and_is_never_empty():
    reader, quiet = make_person(language="en"), make_person()
    for person in (reader, quiet):
        actions.choose_delivery(person=person, delivery="digest")
    tell(reader, "old", "filed")
    tell(reader, "new", "admitted", now=NOW + timedelta(hours=1))

    assert actions.send_digests(now=NOW + timedelta(hours=2)) == 1
    assert actions.send_digests(now=NOW + timedelta(days=1)) == 0

    body = mail.outbox[0].body
    assert [letter.to for letter in mail.outbox] == [[reader.email]]
    assert body.index("Under consideration") < body.index("Filed")


def test_who_chose_the_page_gets_no_mail_even_of_what_waited():
    person = make_person()
    tell(person)

    actions.choose_delivery(person=person, delivery="page")
    tell(person, "later")

    assert actions.send_outbox(now=NOW) == actions.send_digests(now=NOW) == 0
    assert Notice.objects.filter(person=person).count() == 2


def test_nothing_is_queued_when_nobody_has_news():
    enqueue_mail()
    enqueue_digests()

    assert mail.outbox == []


def test_a_mail_that_failed_is_tried_again_and_then_given_up(settings):
    tell(make_person())
    settings.MAILERS = {"default": {"BACKEND": "no.such.Backend"}}

    later = [NOW + timedelta(minutes=11 * turn) for turn in range(10)]
    assert [actions.send_outbox(now=moment) for moment in later] == [0] * 10

    notice = Notice.objects.get()
    assert (notice.tries, notice.sent_at) == (actions.TRIES, None)


def test_an_erased_person_is_told_nothing():
    person = make_person()
    person.erased_at = NOW

    tell(person)

    assert not Notice.objects.exists()


def test_an_unknown_way_and_a_made_up_token_are_refused():
    with pytest.raises(Invalid):
        actions.choose_delivery(person=make_person(), delivery="pigeon")
    with pytest.raises(NotFound):
        actions.unsubscribe("made-up")


def test_the_signed_link_ends_mail_and_another_ends_nothing():
    person = make_person()
    token = make_token(person.public_id)

    actions.refuse_unknown_token(token)
    actions.unsubscribe(token)
    tell(person)

    assert Notice.objects.get().delivery == Notice.Delivery.PAGE
    with pytest.raises(NotFound):
        actions.refuse_unknown_token(f"{token}x")
    actions.forget_person(person=person)
    assert not Notice.objects.exists()


def test_a_notice_claimed_by_another_worker_is_not_sent_twice():
    tell(make_person())
    stale = list(Notice.objects.all())
    actions.send_outbox(now=NOW)

    assert not actions._send(stale, lambda claimed: actions.mail_of(claimed[0]), NOW)
    assert len(mail.outbox) == 1


def test_what_was_seen_is_new_no_more():
    person = make_person()
    tell(person)

    assert [actions.mark_seen(person=person, now=NOW) for _ in range(2)] == [1, 0]
