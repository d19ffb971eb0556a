"""`python -m tests.restoring FOLDER`: what the commands say and leave behind, as JSON.

backup        three entries published, one waits
the loss      the one that waited and two more are published; then the disk is gone
restored      by each way that `kenes restore` has
"""

import hashlib
import io
import json
import shutil
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from kenes.domain.files import storage
from kenes.domain.register.log import places
from kenes.domain.register.log.errors import LogStopped
from kenes.domain.register.log.folder import Folder
from kenes.domain.register.log.forward import bring_forward
from kenes.domain.register.log.gaps import gaps_in
from kenes.domain.register.log.integrating import integrate, own_log
from kenes.domain.register.log.publishing import tree_of
from kenes.domain.register.models import Entry
from kenes.engines.log.notes import Signer
from kenes.project.backup.databases import NAMES, is_empty, load_database
from kenes.project.integrator import Integrator
from tests.crash import checking
from tests.crash.copies import Copies, copies
from tests.factories.register import light_lamp, light_lamps
from tests.project.released import DATABASES
from tests.project.released import restore as restore_release

FILE = b"an attachment"


def said(*command: str) -> str:
    """Run a command; return what it said, or `refused: ` and why."""
    out = io.StringIO()
    try:
        call_command(*command, stdout=out)
    except CommandError as error:
        return f"refused: {error}"
    return out.getvalue()


class Story:
    """One server with its backup, the copy of its log that others have, and what follows."""

    def __init__(self, made: Copies) -> None:
        self.made, self.root = made, made.root
        self.backup, self.public = self.root / "backup", self.root / "public"
        self.facts: dict[str, object] = {}

    def tell(self) -> dict[str, object]:
        self.begin()
        self.lose()
        self.refuse()
        self.bring_forward()
        self.keep_folder()
        self.go_on_under_notice()
        return self.facts

    def begin(self) -> None:
        """Back up a server whose newest entry still waits."""
        self.home = self.made.empty("home")
        if connection.vendor == "sqlite":  # a release's tables are there at once
            connection.close()
            restore_release(max(DATABASES.iterdir()), self.home / "kenes.sqlite3")
        call_command("migrate", verbosity=0)
        places.make_keys()
        storage.keep(io.BytesIO(FILE))
        light_lamps(3, begin=1001)
        self.before = integrate(own_log()).size
        light_lamp(1004)
        self.facts["backup"] = said("backup", str(self.backup), "--keys")
        self.facts["again"] = said("backup", str(self.backup))
        self.facts["modes"] = sorted(
            f"{place.stat().st_mode & 0o777:o}" for place in (self.backup / "keys").glob("*.key")
        )

    def lose(self) -> None:
        """Publish more, let others copy it, and put the older database below the newer log."""
        light_lamps(2, begin=1005)
        integrate(own_log())
        said("register_publish", str(self.public))
        older = self.root / "older"
        shutil.copytree(self.home / "register", older / "register")
        shutil.copytree(self.home / "keys", older / "keys")
        self.made.adopt(older)
        self.made.use(older)
        load_database(self.backup / NAMES[connection.vendor])
        worker = Integrator()
        self.facts["worker begins"] = worker.begin()
        self.facts["worker stopped by"] = worker.stopped_by.code
        light_lamp(1005)  # somebody acts on the older copy
        self.facts["act between"] = self._bring_forward()
        shutil.rmtree(older / "register")
        integrate(own_log())
        self.facts["fork"] = self._bring_forward()

    def _bring_forward(self) -> str:
        """Try it on the rows that are there; return why it was refused."""
        public = Folder(self.public)
        try:
            bring_forward(public.read, tree_of(public.read("checkpoint")))
        except LogStopped as error:
            return error.code
        return "done"

    def refuse(self) -> None:
        """Ask for what is not to be had; nothing may be written."""
        new = self.made.empty("new")
        self.facts["without keys"] = said("restore", str(self.backup))
        self.facts["nothing published named"] = said("restore", str(self.backup), "--keys")
        foreign = self.root / "foreign"
        shutil.copytree(self.public, foreign)
        place = max(one for one in (foreign / "tile/0").rglob("*") if one.is_file())
        place.write_bytes(bytes(len(place.read_bytes())))
        named = ("--published", str(foreign))
        self.facts["damaged published"] = said("restore", str(self.backup), "--keys", *named)
        (foreign / "tile/0/999").symlink_to(self.home / "keys/register.key")
        self.facts["linked published"] = said("restore", str(self.backup), "--keys", *named)
        self.facts["left in new"] = sorted(place.name for place in new.iterdir() if place.is_dir())
        self.facts["is empty"] = is_empty()
        self.made.drop(new)

    def bring_forward(self) -> None:
        """Restore with the log that others kept; then act and publish on."""
        new = self.made.empty("forward")
        named = ("--published", str(self.public))
        stranger = Signer.generate("kenes.example/log")
        for path in ("log.vkey", "policy"):
            (self.public / path).write_text(f"{stranger.verifier().key.vkey}\n")
        Folder(self.public).add("gap/7", stranger.sign("kenes-gap/v1\nThe log was sold.\n"))
        self.facts["forward"] = said("restore", str(self.backup), "--keys", *named)
        self.facts["notice"] = gaps_in(places.folder())
        self.facts["keys told"] = [
            Folder(folder).read(path).decode()
            for folder in (self.home / "register", new / "register")
            for path in (places.LOG_VKEY, places.POLICY, places.RECEIPTS_VKEY)
        ]
        self.facts["emptied"] = Entry.objects.filter(salt=None).count()
        self.facts["file"] = storage.path_of(hashlib.sha256(FILE).hexdigest()).read_bytes() == FILE
        seen = new / "seen/checkpoint"
        seen.mkdir(parents=True)
        shutil.copy(self.public / "checkpoint", seen / "public")
        self._go_on(new, self.before + 3)
        self.facts["restored twice"] = said("restore", str(self.backup), "--keys", *named)

    def keep_folder(self) -> None:
        """Restore where the database alone was lost: the published folder is there as it was."""
        new = self.made.empty("survived")
        shutil.copytree(self.home / "register", new / "register")
        shutil.copytree(self.home / "keys", new / "keys")
        self.facts["log is there"] = said("restore", str(self.backup), "--gap", "fire")
        self.facts["folder kept"] = said("restore", str(self.backup))
        self.facts["checked"] = said("register_check")

    def go_on_under_notice(self) -> None:
        """Restore where no copy of the log is left, only a checkpoint that somebody kept."""
        new = self.made.empty("gap")
        kept = self.public / "checkpoint"
        options = ("--gap", "Fire in the\nserver room", "--seen", str(kept))
        self.facts["gap"] = said("restore", str(self.backup), "--keys", *options)
        self.facts["gap notice"] = gaps_in(places.folder())
        self.facts["gap keys"] = sorted(place.name for place in (new / "keys").iterdir())
        self.facts["gap policy"] = places.folder().read(places.POLICY).decode()
        self.facts["gap vkeys"] = [
            Folder(folder).read(places.LOG_VKEY).decode().strip()
            for folder in (self.home / "register", new / "register")
        ]
        self._go_on(new, self.before + 1)  # the one that waited in the backup is in

    def _go_on(self, home: Path, size: int) -> None:
        """Let the worker begin, record one more act, and let the observers' program look."""
        assert checking.accept(home) == size
        light_lamp(2000)
        assert Integrator().begin()
        waited = Entry.objects.filter(object_version=1, index__gte=size).count()
        assert checking.accept(home) == size + waited
        checking.expect_each_once(home, size + waited)


def main() -> None:
    settings.KENES_REGISTER_KEY, settings.KENES_REGISTER_ORIGIN = "", "kenes.example/log"
    with copies(Path(sys.argv[1])) as made:
        sys.stdout.write(json.dumps(Story(made).tell()))
