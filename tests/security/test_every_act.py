"""Every act there is: its entry names nobody, and the page of what it is about names its entry.

Each form is sent once, on the world as it was made, by a browser whose address and program are
canaries, with canaries in every field that takes words. What no form does is done by the acts.
"""

import json
import logging
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import transaction

from kenes.domain.conversations.actions import (
    declaring,
    hosting,
    moderating,
    proposing,
    rendering,
)
from kenes.domain.conversations.actions.bringing import Ballot, bring_votes
from kenes.domain.conversations.actions.counting import publish_result
from kenes.domain.conversations.actions.recommending import recommend
from kenes.domain.institutions import actions as institutions
from kenes.domain.recommendations.actions import addressing
from kenes.domain.recommendations.importers import upr
from kenes.domain.recommendations.importers.store import import_file
from kenes.domain.recommendations.models import Recommendation
from kenes.domain.register.models import Entry
from kenes.domain.register.queries import entry_bytes
from kenes.domain.shared.importing import Confidence
from tests.factories import conversations
from tests.factories.answers import TODAY, days_later
from tests.security.presses import PRESSES, desk
from tests.security.test_canaries import Log, sung, word
from tests.security.test_double_click import hidden_of
from tests.security.test_hostile_forms import WORDS
from tests.security.test_register_names_nobody import WORDS_OF_LAW
from tests.security.world import NOW
from tests.walk.visits import client_of
from tests.web.register.test_sentences import event_types

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(400)]
CANARIES = {
    "name": word("imya"),
    "address": f"{word('pochta')}@mail.example",
    "phone": "+77015550123",
    "number": "900101300123",
    "network address": "203.0.113.77",
    "program": word("program"),
    "page before": word("referer"),
}
SPOKEN = " ".join(CANARIES[name] for name in ("name", "address", "phone", "number"))
BROWSER = {
    "REMOTE_ADDR": CANARIES["network address"],
    "HTTP_X_FORWARDED_FOR": CANARIES["network address"],
    "HTTP_USER_AGENT": CANARIES["program"],
    "HTTP_REFERER": f"https://{CANARIES['page before']}.example/",
}
PLAIN_WORDS = WORDS - {"number_1"}  # its form is closed: a point is called 3, 3.2 or 3а


@contextmanager
def heard():
    """Gather what every logger says."""
    log, root = Log(), logging.getLogger()
    root.addHandler(log)
    try:
        yield log.lines
    finally:
        root.removeHandler(log)


@contextmanager
def undone():
    """Keep nothing of what is done inside, on the pages either."""
    with transaction.atomic():
        caches["pages"].clear()
        yield Entry.objects.latest("pk").pk
        transaction.set_rollback(True)


def send(world, press):
    """Send a form as its page offers it, with canaries in each field of words."""
    client = client_of(press.by)
    client.defaults |= BROWSER
    client.cookies.load(press.cookies)
    hidden = hidden_of(client.get(press.form_url or press.url), press)
    spoken = {
        name: f"{value} {SPOKEN}" if name in PLAIN_WORDS else value
        for name, value in press.sent(hidden).items()
    }
    done = client.post(press.url, spoken)
    assert done.status_code in {200, 302}, (press.url, done.status_code)


def talk(world):
    """Open, moderate and close a conversation in words that are canaries."""
    who = world.by(world.secretary)
    row, _secretary = conversations.opened(
        world.secretary,
        question_ru=f"Как {SPOKEN}",
        with_tokens=True,
        seeds=[(kk, f"{ru} {SPOKEN}") for kk, ru in conversations.SEEDS],
    )
    said = {"public_id": row.public_id, "tier": "link", "language": "ru", "now": NOW}
    for text in (f"Первое {SPOKEN}", f"Второе {SPOKEN}"):
        proposing.propose_statement(text=text, **said)
    one = {"public_id": row.public_id, "number": 5, **who}
    moderating.return_statement(ground="unclear", explanation=SPOKEN, **one)
    moderating.accept_statement(**one)
    moderating.merge_statement(into=1, **one)
    rendering.correct_rendering(
        public_id=row.public_id, number=6, language="kk", text=f"Екінші {SPOKEN}", state="checked",
        **who,
    )  # fmt: skip
    declaring.declare_contest(public_id=row.public_id, contest="no", pollster="", notice="", **who)
    publish_and_recommend(row, who)
    hosting.close_conversation(public_id=row.public_id, grounds=SPOKEN, **who)


def publish_and_recommend(row, who):
    """Let forty people agree on a statement, publish it, and make it a draft."""
    voices = [conversations.make_voice() for _person in range(40)]
    bring_votes(conversation=row, ballots=[Ballot(one, "ru", {1: 1}) for one in voices])
    publish_result(row, now=NOW)
    recommend(
        public_id=row.public_id, numbers=[1], language="ru", address="https://kenes.example", **who
    )


def let_time_pass(world):
    """Let terms pass unanswered, and a ministry end whose duties go to another."""
    addressing.note_passed_dates(now=days_later(60))
    admin = world.by(world.admin)
    institutions.succeed(
        predecessor=world.ministry, successor=world.other, on=TODAY, grounds="Указ", **admin
    )
    world.ministry.refresh_from_db()
    addressing.pass_on_duties(predecessor=world.ministry, **admin | {"now": days_later(1)})


def bring_in(world, folder):
    """Import a row whose words are canaries."""
    path = Path(folder) / "list.csv"
    path.write_text(
        "document,session,year,paragraph,section_position,recommending_states,text\n"
        f'A/HRC/1,48,2025,"1.1",supported,Chile,"{SPOKEN}"\n'
    )
    rows = upr.read_list(path)
    import_file(path, rows, confidence=Confidence.TRANSCRIPT, now=NOW)


UNRECORDED = {
    "body:act submit", "body:act back", "body:act remark", "body:act discard", "body:draft",
    "body:drop_file", "filing:act name", "filing:start", "filing:step wrong", "filing:step asked",
    "filing:step where", "filing:follow", "filing:forget", "host:pass_on", "me:settings",
    "me:support_key", "me:forget_support_key", "me:erase", "recommendations:support",
    "recommendations:support back", "recommendations:follow", "recommendations:unfollow",
    "status:test_mail", "invitation",
}  # fmt: skip
"""Forms that are no official act: `test_canaries` looks at what they leave."""
ALIKE = {
    "body:act deliver", "body:act assess", "desk:links", "filing:act edit", "filing:act translate",
    "filing:act demand", "filing:act question",
}  # fmt: skip
"""Forms whose act another form does as well."""
FORMS = {name: make for name, make in PRESSES.items() if name not in UNRECORDED | ALIKE} | {
    "desk:act split": desk("admitted", "split", number_1="3.2", demand_1="Поставить фонари."),
}


BODIES = ("institution", "body", "predecessor")


def page_of(entry, world):
    """Return who may read the page of what an entry is about, and its address."""
    kind, content, thing = entry.type, entry.content, entry.object
    host = world.admin.person
    pages = {
        "conversation": (None, f"/ru/conversations/{thing}/"),
        "gap": (None, f"/ru/conformity/{thing}/"),
        "rule": (host, "/ru/host/rules/"),
        "calendar": (host, "/ru/host/calendar/"),
        "campaign_period": (host, "/ru/host/campaigns/"),
        "declaration": (None, f"/ru/institutions/{thing}/"),
        "entry": (None, f"/ru/register/{thing}/"),
        "records": (None, f"/ru/register/{entry.public_id}/"),
    }
    subject = kind.split(".")[0]
    if subject in {"institution", "mandate", "seat", "procedure", "body", "call"}:
        return None, f"/ru/institutions/{next(content[one] for one in BODIES if one in content)}/"
    return pages.get(subject) or page_of_text(kind, thing)


def page_of_text(kind, thing):
    """Before its admission all but the filing is told to the author alone."""
    row = Recommendation.objects.get(public_id=thing)
    if row.published_at is None and kind != "recommendation.filed":
        return row.author, f"/ru/file/{thing}/own/"
    return None, f"/ru/recommendations/{row.number}/?acts=all"


def examine(world, first, seen):
    """Return what is wrong with the entries since `first`; pages of kinds not seen are read."""
    wrong = []
    for entry in Entry.objects.filter(pk__gt=first).order_by("pk"):
        open_to = WORDS_OF_LAW.get(entry.type, set())
        closed = {name: value for name, value in entry.content.items() if name not in open_to}
        text = json.dumps(closed, ensure_ascii=False) + entry_bytes(entry).decode()
        wrong += [(entry.type, name) for name in sung(text, CANARIES)]
        if entry.type in seen:
            continue
        seen.add(entry.type)
        reader, page = page_of(entry, world)
        if f"/ru/register/{entry.public_id}/" not in client_of(reader).get(page).text:
            wrong.append((entry.type, f"is not on {page}"))
    return wrong


@pytest.mark.slow  # every act of the house, each with its form
def test_no_act_puts_a_person_on_record_and_each_is_on_the_page_of_its_object(world, tmp_path):
    seen, wrong = set(), []
    acts = [lambda made=made: send(world, made(world)) for made in FORMS.values()]
    acts += [lambda: talk(world), lambda: let_time_pass(world), lambda: bring_in(world, tmp_path)]
    with heard() as lines:
        for act in acts:
            with undone() as first:
                act()
                wrong += examine(world, first, seen)

    assert wrong == []
    assert event_types() - seen == set()
    assert sung("\n".join(lines), CANARIES) == set()
