"""Conversations for tests, prepared and opened by the real acts."""

from datetime import date
from itertools import count

from kenes.domain.accounts.actions import issue_support_key
from kenes.domain.accounts.models import IdentityFact, Person
from kenes.domain.conversations.actions import hosting
from kenes.domain.conversations.actions.issuing import issue_token
from kenes.domain.conversations.actions.voting import cast_vote
from kenes.domain.conversations.models import Conversation, TokenIssue
from kenes.domain.conversations.queries import shown_statements
from kenes.domain.conversations.queries.tokens import token_key_of
from kenes.domain.conversations.tokens import context_of, public_key, voice_of_letters
from kenes.domain.conversations.voices import Voice, make_token, voice_of_token
from kenes.domain.institutions.models import Mandate
from kenes.domain.norms.actions import publish_bill
from kenes.domain.norms.models import Act
from kenes.engines.blind.tokens import Request, request

from .recommendations import NOW, make_body, make_mandate, make_person

CLOSES_ON = date(2027, 12, 31)
SEEDS = [
    ("Автобус күн сайын жүрсін", "Автобус должен ходить каждый день"),
    ("Кесте аялдамада ілулі тұрсын", "Расписание должно висеть на остановке"),
    ("Жолақы тегін болсын", "Проезд должен быть бесплатным"),
    ("Жүргізушіні мектеп жалдасын", "Водителя должна нанимать школа"),
]
_serial = count(1)


def make_facts(**fields) -> hosting.ConversationFacts:
    number = next(_serial)
    values = {
        "question_kk": f"Ауылдан мектепке қалай жету керек? {number}",
        "question_ru": f"Как добираться из аула в школу? {number}",
        "closes_on": CLOSES_ON,
        "seeds": SEEDS,
    }
    return hosting.ConversationFacts(**(values | fields))


def prepared(secretary: Mandate | None = None, **fields) -> tuple[Conversation, Mandate]:
    secretary = secretary or make_mandate(make_body())
    row = hosting.prepare(
        body=secretary.institution,
        facts=make_facts(**fields),
        by=secretary.person,
        mandate=secretary,
        now=NOW,
    )
    return row, secretary


def opened(secretary: Mandate | None = None, **fields) -> tuple[Conversation, Mandate]:
    row, secretary = prepared(secretary, **fields)
    row = hosting.open_conversation(
        public_id=row.public_id, by=secretary.person, mandate=secretary, now=NOW
    )
    return row, secretary


def make_bill() -> Act:
    return publish_bill(
        source_key="test:school-bus", title_kk="Мектеп автобусы", title_ru="О школьном автобусе"
    )


def make_voice() -> Voice:
    return voice_of_token(make_token())


def vote(row: Conversation, voice: Voice, values: dict[int, int], *, language="kk") -> None:
    """Cast votes by the numbers of statements."""
    texts = {one.number: one.in_language(language).pk for one in shown_statements(row)}
    for number, value in values.items():
        cast_vote(
            conversation=row,
            voice=voice,
            statement=number,
            rendering=texts[number],
            value=value,
            now=NOW,
        )


def checked_person() -> Person:
    """Somebody whose identity a provider has shown."""
    person = make_person()
    IdentityFact.objects.create(person=person, level="oidc", method="test", at=NOW)
    return person


def begun_token(row: Conversation) -> Request:
    """What somebody's browser begins: a token that is blinded and not signed yet."""
    key = public_key(token_key_of(row))
    return request(key, context_of(row, key))


def issued_token(row: Conversation, person: Person) -> str:
    """The letters of a token that was issued to a person."""
    begun = begun_token(row)
    signed = issue_token(conversation=row, blinded=begun.blinded, person=person, now=NOW)
    return begun.finish(signed).text()


def voice_of(row: Conversation, letters: str) -> Voice:
    """The voice that a token opens."""
    return voice_of_letters(row, token_key_of(row), letters)


def many_issued(row: Conversation, many: int = 30) -> None:
    """Let so many others have been issued a token, so that tokens are taken."""
    others = [
        Person(email=f"{row.pk}.{number}@token.example", password="!") for number in range(many)
    ]
    TokenIssue.objects.bulk_create(
        TokenIssue(token_key=token_key_of(row), person=person, blinded_sha256=f"{number:064x}")
        for number, person in enumerate(Person.objects.bulk_create(others))
    )


def keyed_people(many: int) -> list[tuple[Person, str]]:
    """People who asked for a key, each with the key that only they hold."""
    found = []
    for _number in range(many):
        person = make_person()
        IdentityFact.objects.create(person=person, level="email", method="code", at=NOW)
        found.append((person, issue_support_key(person=person, now=NOW)))
    return found
