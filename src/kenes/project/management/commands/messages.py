"""`kenes messages`: gather every sentence of the site into the catalogues of each language.

Translations are kept, new sentences come in empty, sentences no longer used go. `--check` changes
nothing and fails when a catalogue is behind, has a gap, breaks a placeholder, or is written
against the rules of `kenes.project.wording`.
"""

import os
import re
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from shutil import copytree
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management import CommandError
from django.core.management.commands import makemessages

from kenes.project.wording import faults_of_wording

TRANSLATED = ("kk", "ru")
IGNORED = ["*/static/vendor/*"]
WIDTH = 96
PLURALS = {
    "kk": "nplurals=2; plural=(n != 1);",
    "ru": (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
        "(n%100<10 || n%100>=20) ? 1 : 2);"
    ),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
HEADER = (
    'msgid ""\nmsgstr ""\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Language: {language}\\n"\n"Plural-Forms: {plurals}\\n"\n\n'
)


class Command(makemessages.Command):
    help = "Gather the sentences of the site into src/kenes/locale."
    requires_system_checks: list[str] = []
    settings_available = False  # LOCALE_PATHS names the real folder; we may work on a copy
    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=_c:1c,2"]
    msgmerge_options = ["-q", "--backup=none", "--no-fuzzy-matching", "--update"]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail on a gap")

    def handle(self, *_args: Any, check: bool = False, **options: Any) -> None:
        """Gather, or with --check compare a gathered copy with what is there."""
        if not check:
            self._gather(settings.PACKAGE, **options)
            return
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(copytree(settings.PACKAGE, Path(folder) / "kenes"))
            self._gather(copy, **options)
            faults = [
                f"{language}: {fault}"
                for language in TRANSLATED
                for fault in faults_of(
                    read(settings.PACKAGE, language), gathered=read(copy, language)
                )
            ]
        if faults:
            raise CommandError("\n".join([*faults, "Run `kenes messages` and translate."]))
        self.stdout.write(f"Catalogues are whole: {', '.join(TRANSLATED)}.")

    def _gather(self, package: Path, **options: Any) -> None:
        """Run Django's extraction below `package`; it works on the current folder."""
        for language in TRANSLATED:
            (package / "locale" / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
        before = Path.cwd()
        os.chdir(package)
        try:
            super().handle(**{**options, **_django_options(), "verbosity": 0})
        finally:
            os.chdir(before)
        for language in TRANSLATED:
            _settle(path_of(package, language), language)


def path_of(package: Path, language: str) -> Path:
    """Return the path of one catalogue."""
    return package / "locale" / language / "LC_MESSAGES" / "django.po"


def read(package: Path, language: str) -> Catalog:
    """Return one catalogue, empty where there is none yet."""
    path = path_of(package, language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def faults_of(catalogue: Catalog, *, gathered: Catalog) -> list[str]:
    """Return what is wrong with a catalogue, given what the sources hold now."""
    here = {key_of(message): message for message in catalogue if message.id}
    wanted = {key_of(message): message for message in gathered if message.id}
    faults = [f"not in the catalogue: {key[1]!r}" for key in sorted(wanted.keys() - here.keys())]
    faults += [f"no longer used: {key[1]!r}" for key in sorted(here.keys() - wanted.keys())]
    for key in sorted(here.keys() & wanted.keys()):
        faults += _faults_of_message(here[key]) or _faults_of_words(here[key], catalogue)
    return faults


def key_of(message: Message) -> tuple[str, str]:
    """Return what a sentence is known by: its context and its (singular) English text."""
    text = message.id if isinstance(message.id, str) else message.id[0]
    return (message.context or "", text)


def _faults_of_message(message: Message) -> list[str]:
    sources = [message.id] if isinstance(message.id, str) else list(message.id)
    texts = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if not all(texts):
        return [f"not translated: {sources[0]!r}"]
    if message.fuzzy:
        return [f"marked fuzzy: {sources[0]!r}"]
    allowed = set(PLACEHOLDER.findall(" ".join(sources)))
    if any(set(PLACEHOLDER.findall(text)) - allowed for text in texts):
        return [f"a placeholder that the sentence lacks: {sources[0]!r}"]
    if len(sources) == 1 and set(PLACEHOLDER.findall(texts[0])) != allowed:
        return [f"placeholders differ: {sources[0]!r}"]
    return []


def _faults_of_words(message: Message, catalogue: Catalog) -> list[str]:
    """Return what the wording of a whole message lacks; every form of a plural is looked at."""
    source = message.id if isinstance(message.id, str) else message.id[0]
    texts = [message.string] if isinstance(message.string, str) else list(message.string or ())
    language = str(catalogue.locale)
    found = [fault for text in texts for fault in faults_of_wording(source, text, language)]
    return [f"{fault}: {source!r}" for fault in dict.fromkeys(found)]


def _settle(path: Path, language: str) -> None:
    """Write the catalogue in its one form: sorted, no dates, no places, so branches can merge."""
    with path.open("rb") as file:
        found = read_po(file, locale=language)
    settled = Catalog(locale=language, header_comment="", charset="utf-8")
    for message in sorted((m for m in found if m.id), key=key_of):
        settled.add(
            message.id,
            message.string,
            context=message.context,
            flags=message.flags,
            user_comments=message.user_comments,
        )
    with path.open("wb") as file:
        file.write(HEADER.format(language=language, plurals=PLURALS[language]).encode())
        write_po(file, settled, width=WIDTH, no_location=True, omit_header=True)


def _django_options() -> dict[str, Any]:
    return {
        "locale": list(TRANSLATED),
        "exclude": [],
        "domain": "django",
        "all": False,
        "extensions": ["html", "txt", "py"],
        "symlinks": False,
        "ignore_patterns": IGNORED,
        "use_default_ignore_patterns": True,
        "no_wrap": False,
        "no_location": True,
        "add_location": None,
        "no_obsolete": True,
        "keep_pot": False,
    }
