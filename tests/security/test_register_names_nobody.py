"""The register of the whole demonstration, made by acts of people with names: it names none of them.

Each person's name, address and id is a canary. Besides, every value of every entry must have a closed
form (an id, a digest, a date, a code, a number) or stand in one of the few fields that hold words of
law or names of institutions; so a new field with free words fails here.
"""

import json
import re
import sqlite3
from typing import get_type_hints

import pytest

from kenes.engines.log.reading import TileReader
from kenes.project.backup.manifest import FORM, Manifest, hashes_of
from tests.web.register.test_sentences import event_classes, event_types

CLOSED = re.compile(
    r"|[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d|\d{4}-\d{6}"
    r"|[a-z][a-z0-9_.]*(?:-[a-z0-9]+)*|[a-z]+:[a-z0-9._-]+|[A-E]|KZ|\d{9}|-?\d{1,12}(?:\.\d+)?|\d{4}-\d{3}"
)
WORDS_OF_LAW = {
    "rule.published": {"law_ru", "law_kk", "law_en", "article", "source"},
    "calendar.published": {"grounds"},
    "campaign_period.published": {"law_ru", "article", "source"},
    "institution.opened": {"name_kk", "name_ru", "name_en"},
    "institution.renamed": {"name_kk", "name_ru", "name_en", "grounds"},
    "institution.ended": {"grounds"},
    "institution.succeeded": {"grounds"},
    "procedure.set": {"source"},
    "body.text_published": {"change", "source"},
    "call.opened": {"source"},
    "records.imported": {"source"},  # the name of a file of open data
}
CODES = {  # fields of acts that no demonstration goes through: codes, keys and digests
    "admits", "article", "basis", "code", "confidence", "contest", "file", "ground", "key_der", "key_id", "kind",
    "language", "moderation", "order", "regions", "state", "tier", "verdict",
}  # fmt: skip
# A personal number is 12 digits; the end of an id may be 12 digits, too, but stands after a hyphen.
PERSONAL = re.compile(r"[\w.]+@[\w.]+|(?<![\w-])\d{12}\b|\b\d{1,3}(?:\.\d{1,3}){3}\b|\+7\d{10}")


@pytest.fixture(scope="module")
def rows(prepared):
    """The demonstration's people and entries, as its database holds them."""
    database = sqlite3.connect(prepared.home / "kenes.sqlite3")
    people = database.execute("SELECT full_name, email, public_id FROM accounts_person").fetchall()
    entries = database.execute("SELECT type, content FROM register_entry").fetchall()
    database.close()
    return people, [(kind, json.loads(content)) for kind, content in entries]


def canaries(people):
    whole = [value for person in people for value in person if value]
    hexed = [value for _name, _email, value in people]
    dashed = [re.sub(r"(.{8})(.{4})(.{4})(.{4})(.{12})", r"\1-\2-\3-\4-\5", one) for one in hexed]
    return {value.lower() for value in (*whole, *dashed)}


def leaves(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [leaf for one in value for leaf in leaves(one)]
    return [value] if isinstance(value, str) else []


def test_almost_every_kind_of_act_took_place_and_many_people_acted(rows):
    people, entries = rows

    assert len(people) > 20
    assert len({kind for kind, _content in entries} & event_types()) >= 45


def test_an_act_that_did_not_take_place_has_no_field_of_free_words_either(rows):
    _people, entries = rows
    happened = {kind for kind, _content in entries}

    open_fields = {
        (one.TYPE, name)
        for one in event_classes()
        if one.TYPE not in happened
        for name, kind in get_type_hints(one).items()
        if "str" in str(kind) and name not in {"TYPE", *CODES, *WORDS_OF_LAW.get(one.TYPE, set())}
        if not name.endswith("sha256")
    }
    assert open_fields == set()


def test_no_content_and_no_published_file_holds_a_name_an_address_or_a_number(rows, prepared):
    people, entries = rows
    folder = prepared.home / "register"
    published = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    words = "\n".join(json.dumps(content, ensure_ascii=False) for _kind, content in entries)
    words += b"\n".join(published).decode("utf-8", "replace")
    sought = canaries(people)

    assert len(sought) > 60
    assert {one for one in sought if one in words.lower()} == set()
    assert PERSONAL.findall("\n".join(json.dumps(content) for _kind, content in entries)) == []


def test_the_list_of_a_backup_names_nobody(rows, prepared):
    people, _entries = rows
    listed = Manifest(FORM, "", "sqlite", 1, [], hashes_of(prepared.home)).octets().decode().lower()

    assert "keys/register.key" in listed
    assert {one for one in canaries(people) if one in listed} == set()
    assert PERSONAL.findall(listed) == []


def test_every_published_entry_is_one_of_closed_forms_alone(prepared):
    folder = prepared.home / "register"
    size = int((folder / "checkpoint").read_text().split("\n")[1])
    reader = TileReader(lambda path: (folder / path).read_bytes(), size)
    entries = [json.loads(reader.entry(index)) for index in range(size)]
    times = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

    open_values = {
        leaf for one in entries for leaf in leaves(one)
        if not CLOSED.fullmatch(leaf) and not times.fullmatch(leaf)
    }  # fmt: skip
    assert size > 500
    assert open_values == set()


def test_every_value_of_a_content_has_a_closed_form_or_is_a_word_of_law(rows):
    _people, entries = rows

    open_fields = {
        (kind, name)
        for kind, content in entries
        for name, value in content.items()
        for leaf in leaves(value)
        if not CLOSED.fullmatch(leaf) and name not in WORDS_OF_LAW.get(kind, set())
    }
    assert open_fields == set()
