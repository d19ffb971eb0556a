"""A canary in every private field: nothing that others see, hear or read may sing of it."""

import logging
from dataclasses import dataclass

import pytest
import time_machine as machine
from django.apps import apps
from django.core import mail, serializers
from django.test import Client
from django.utils import timezone

from kenes.domain.accounts import actions as account_actions
from kenes.domain.accounts.models import Person
from kenes.domain.accounts.support_keys import make_key
from kenes.domain.notices.actions import send_outbox, tell
from kenes.domain.recommendations.actions import admission, answer_drafts, appeals, moderation
from kenes.domain.recommendations.actions.authorship import choose_name
from kenes.domain.recommendations.actions.filing import start_draft, withdraw
from kenes.domain.recommendations.actions.support import give
from kenes.domain.recommendations.models import Support
from kenes.domain.register.models import Entry
from tests.factories import answers as make
from tests.factories.accounts import Level
from tests.factories.files import make_file
from tests.factories.recommendations import admitted, filed_by
from tests.security.world import NOW, World, make_world
from tests.walk.access import ACCESS
from tests.walk.arguments import arguments_of
from tests.walk.conftest import kept
from tests.walk.routes import all_routes
from tests.walk.visits import client_of

pytestmark = pytest.mark.django_db
NUMBER = "900101300123"
OTHERS = ("filing:", "desk:", "body:", "host:", "me:", "files:", "recommendations:detail")
TRIED_ELSEWHERE = {"account_logout", "demo:sign_in"}


class Log(logging.Handler):
    """Everything that any logger says while the record is made and read."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@dataclass(frozen=True)
class Secrets:
    """The canaries by what they stand in; `owners` may be written to about their own."""

    world: World
    kept: dict[str, str]
    never: dict[str, str]
    letters: list[object]
    log: Log

    @property
    def all(self) -> dict[str, str]:
        return self.kept | self.never


def word(name: str) -> str:
    """A word that stands nowhere else and survives every cleaning."""
    return f"qkanareika{name}zq"


def _texts(world: World) -> dict[str, str]:
    """Words of texts that nobody but their authors and the secretariat may read."""
    words = {name: word(name) for name in ("draft", "submitted", "returned", "hidden", "withdrawn")}

    def said(name: str) -> dict[str, str]:
        return {"title": words[name], "problem": words[name], "demand": words[name]}

    start_draft(by=world.author, body=world.body, language="ru", now=NOW, **said("draft"))
    filed_by(world.author, body=world.body, **said("submitted"))
    back = filed_by(world.author, body=world.body, **said("returned"))
    gone = filed_by(world.author, body=world.body, **said("withdrawn"))
    withdraw(public_id=gone.public_id, by=world.author, code=None, reason=word("why"), now=NOW)
    who = world.by(world.secretary)
    words |= {"explanation": word("explanation"), "appeal": word("appeal"), "why": word("why")}
    admission.return_to_author(
        public_id=back.public_id, ground="no_demand", explanation=words["explanation"], **who
    )
    appeals.appeal(public_id=back.public_id, text=words["appeal"], by=world.author, now=NOW)
    bad = admitted(by=world.author, secretary=world.secretary, **said("hidden"))
    moderation.hide(public_id=bad.public_id, ground="personal_data", explanation="Данные.", **who)
    return words


def _answers(world: World) -> dict[str, str]:
    """Words between the officers of a body: drafts, remarks, files."""
    names = ("reply", "reason", "remark", "back", "setaside", "filename", "content")
    words = {name: word(name) for name in names}
    case = world.case("delivered")
    file = make_file(words["content"].encode(), f"{words['filename']}.txt", world.focal.person)
    draft = make.draft(case, body=words["reply"], reason=words["reason"], files=[file])
    facts = {"answer_id": draft.public_id}
    answer_drafts.remark(text=words["remark"], **facts, **world.by(world.focal))
    make.submit(case, draft)
    answer_drafts.send_back(remark=words["back"], **facts, **world.by(world.signatory))
    aside = make.draft(world.case("suspended"), body=words["setaside"])
    answer_drafts.discard(answer_id=aside.public_id, **world.by(world.focal))
    return words


def _people(world: World) -> dict[str, str]:
    """Who people are: names, addresses, how they were shown, what they are told."""
    words = {}
    for role in ("author", "citizen", "secretary", "member", "focal", "signatory"):
        person = getattr(world, role)
        person = getattr(person, "person", person)
        words[f"name of {role}"] = word(role)
        words[f"address of {role}"] = f"{word(role)}@mail.example"
        words[f"id of {role}"] = str(person.public_id)
        Person.objects.filter(pk=person.pk).update(
            full_name=word(role), email=words[f"address of {role}"]
        )
    account_actions.note_identity(
        person=world.author, level=Level.OIDC, method=word("method"), now=NOW
    )
    account_actions.store_personal_number(person=world.author, number=NUMBER, now=NOW)
    facts = {"number": "1", "title": word("notice")}
    tell(person=world.citizen, event="e", template="filed", facts=facts, path="/r/1", now=NOW)
    digest = account_actions.digest_number(NUMBER)
    return words | {"method": word("method"), "digest": digest, "notice": word("notice")}


def _never_kept(world: World) -> dict[str, str]:
    """What the server must not keep at all."""
    key = account_actions.issue_support_key(person=world.citizen, now=NOW)
    give(public_id=world.texts["admitted"].public_id, key=key, now=NOW)
    shown = {"public_id": world.texts["other"].public_id, "by": world.author, "code": None}
    choose_name(is_public=True, name=word("takenback"), now=NOW, **shown)
    choose_name(is_public=False, name="", now=NOW, **shown)
    code = account_actions.invite(purpose="administrator", now=NOW)
    return {
        "number": NUMBER, "support key": key, "author code": world.code, "invitation": code,
        "name taken back": word("takenback"),
    }  # fmt: skip


def _plant(log: Log) -> Secrets:
    world = make_world()
    never = _never_kept(world)
    kept_words = _texts(world) | _answers(world) | _people(world)
    pseudonym = bytes(Support.objects.get().pseudonym)
    send_outbox(now=timezone.now())
    letters = list(mail.outbox)
    return Secrets(world, kept_words | {"pseudonym": pseudonym.hex()}, never, letters, log)


@pytest.fixture(scope="module")
def secrets(django_db_setup, django_db_blocker):
    """A record with a canary in every private field, and all that was said while it was made."""
    log = Log()
    logging.getLogger().addHandler(log)
    mail.outbox = []
    with (
        machine.travel(NOW, tick=False),
        kept(django_db_blocker, lambda: _plant(log)) as planted,
    ):
        yield planted
    logging.getLogger().removeHandler(log)


def sung(text: str, canaries: dict[str, str]) -> set[str]:
    """Return the canaries that stand in a text, however their letters are cased."""
    low = text.lower()
    return {name for name, value in canaries.items() if value.lower() in low}


def every_page(client: Client, role: str, spaces: tuple[str, ...] = ("",)):
    """Yield the address and the words of everything that may be read, a row in each state."""
    for route in all_routes():
        if not route.name.startswith(spaces) or route.name in TRIED_ELSEWHERE:
            continue
        if "GET" not in ACCESS[route.name].methods:
            continue
        for arguments in arguments_of(route, every=True):
            path = route.path("ru", arguments)
            response = client.get(path)
            body = b"".join(response) if response.streaming else response.content
            yield f"{role} {path}", f"{response.headers} {body.decode(errors='replace')}"


def dump() -> str:
    rows = (row for model in apps.get_models() for row in model.objects.order_by("pk"))
    return serializers.serialize("json", rows, ensure_ascii=False)


def test_every_canary_is_in_its_place_and_what_is_never_kept_is_nowhere(secrets):
    kept_words = dump()

    hexed = secrets.kept.keys() - {"pseudonym", "content"}
    assert hexed - sung(kept_words, secrets.kept) == set()
    assert sung(kept_words, secrets.never) == set()
    assert Support.objects.count() == 1


def test_no_page_export_or_feed_sings_to_strangers(secrets):
    found, opened = {}, 0
    for path, text in every_page(Client(), "anonymous"):
        opened += 1
        if heard := sung(text, secrets.all):
            found[path] = heard

    assert not found
    assert opened > 150


def test_an_officer_of_another_body_and_a_citizen_hear_only_of_themselves(secrets):
    citizen = secrets.world.citizen
    found = {}
    for path, text in every_page(client_of(citizen), "citizen", OTHERS):
        own = {name for name in secrets.all if name.endswith("of citizen")} | {"notice"}
        if heard := sung(text, secrets.all) - own:
            found[path] = heard

    assert not found


def test_the_register_says_what_was_done_and_never_who(secrets):
    entries = list(Entry.objects.values_list("type", "content", "actor_role"))

    assert len(entries) > 50
    assert sung(str(entries), secrets.all) == set()


def test_letters_tell_only_their_receivers_of_themselves(secrets):
    may_hear = {
        "author": {"explanation", "appeal", "hidden", "returned", "submitted", "withdrawn", "why"},
        "citizen": {"notice"},
        "focal": {"back"},
    }
    wrong = []
    for letter in secrets.letters:
        (role,) = [name for name in ROLES_TOLD if word(name) in letter.to[0]] or ["other"]
        heard = sung(letter.message().as_string() + letter.body, secrets.all)
        allowed = {f"name of {role}", f"address of {role}"} | may_hear.get(role, set())
        wrong += [(letter.to, letter.subject, heard - allowed)] if heard - allowed else []

    assert not wrong
    assert len(secrets.letters) > 10


ROLES_TOLD = ("author", "citizen", "secretary", "member", "focal", "signatory")


def test_the_log_names_nobody_and_repeats_nothing(secrets):
    client = Client(raise_request_exception=False)
    client.get(f"/ru/file/code/?code={secrets.never['author code']}")
    client.post("/ru/file/code/", {"code": secrets.never["author code"]})

    assert sung("\n".join(secrets.log.lines), secrets.all) == set()


def test_support_by_somebody_signed_in_leaves_one_row_and_nothing_beside_it(secrets):
    client = client_of(secrets.world.citizen)
    client.get("/ru/me/")
    key = make_key()
    before = tables()

    page = client.post(
        f"/ru/recommendations/{secrets.world.texts['answered'].number}/support/", {"key": key}
    )
    after = tables()

    assert page.status_code == 200
    assert {name for name in after if after[name] != before[name]} == {Support._meta.label}
    assert {field.name for field in Support._meta.get_fields()} == {"pseudonym", "recommendation"}


def tables() -> dict[str, str]:
    """Return the rows of each table as text."""
    return {
        model._meta.label: serializers.serialize("json", model.objects.order_by("pk"))
        for model in apps.get_models()
    }
