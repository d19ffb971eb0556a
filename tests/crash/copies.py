"""A prepared log with its database, and as many copies as there are faults to try."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

APPS = ("register", "shared")


class Copies:
    """Homes below one folder, each with a database of its own that is named after it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._server = dict(connection.settings_dict)
        self._made: list[str] = []

    def empty(self, name: str) -> Path:
        """Make a home with an empty database, and use it."""
        home = self.root / name
        home.mkdir()
        self.adopt(home)
        self.use(home)
        return home

    def adopt(self, home: Path) -> None:
        """Give a home that is there already an empty database."""
        if connection.vendor == "postgresql":
            self._on_server(f'CREATE DATABASE "{self._database(home.name)}"')

    def prepare(self, name: str) -> Path:
        """Make an empty home with the tables of the register, and use it."""
        home = self.empty(name)
        for app in APPS:
            call_command("migrate", app, verbosity=0)
        connection.close()
        return home

    def copy(self, origin: Path, name: str) -> Path:
        """Copy a home and its database, which nobody may use meanwhile."""
        connection.close()
        home = self.root / name
        shutil.copytree(origin, home)
        if connection.vendor == "postgresql":
            made, template = self._database(name), self._database(origin.name)
            self._on_server(f'CREATE DATABASE "{made}" TEMPLATE "{template}"')
        return home

    def use(self, home: Path) -> None:
        """Let this process work in a home from now on."""
        connection.close()
        settings.KENES_HOME = home
        named = self._database(home.name)
        is_file = connection.vendor == "sqlite"
        connection.settings_dict["NAME"] = str(home / "kenes.sqlite3") if is_file else named

    def drop(self, home: Path) -> None:
        """Delete a home and its database."""
        connection.close()
        shutil.rmtree(home)
        if connection.vendor == "postgresql":
            self._on_server(f'DROP DATABASE "{self._database(home.name)}" WITH (FORCE)')
            self._made.remove(self._database(home.name))

    def close(self) -> None:
        """Delete every database that is still there."""
        connection.close()
        for database in self._made:
            self._on_server(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def _database(self, name: str) -> str:
        made = f"{self.root.name}-{name}"
        if connection.vendor == "postgresql" and made not in self._made:
            self._made.append(made)
        return made

    def _on_server(self, statement: str) -> None:
        """Say something to the server from the database that it was asked for at the start."""
        connection.close()
        connection.settings_dict["NAME"] = self._server["NAME"]
        with connection.cursor() as cursor:
            cursor.execute(statement)
        connection.close()


@contextmanager
def copies(root: Path) -> Iterator[Copies]:
    made = Copies(root)
    try:
        yield made
    finally:
        made.close()
