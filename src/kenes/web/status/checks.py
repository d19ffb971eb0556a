"""The five checks. Each answers with a finding and never raises: it is asked when things break."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kenes.domain.register.log.promise import PROMISED
from kenes.domain.register.queries import indexed_count, oldest_waiting
from kenes.domain.shared.languages import current_language
from kenes.domain.shared.queries import last_pulse
from kenes.web.shared.formats import date_time, number

HEARTBEAT_LASTS = timedelta(minutes=2)
FREE_BYTES_NEEDED = 500 * 1024 * 1024
MEGABYTE = 1024 * 1024

type Text = str | Promise


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found. `facts` are pairs of label and value, for administrators alone."""

    name: str
    label: Text
    is_ok: bool
    advice: Text = ""
    facts: tuple[tuple[Text, Text], ...] = field(default=())


def all_findings(now: datetime) -> list[Finding]:
    """Return every check's finding, in the order in which one looks for a fault."""
    return [_guarded(check, now) for check in (_database, _worker, _register, _mail, _disk)]


def _guarded(check: Callable[[datetime], Finding], now: datetime) -> Finding:
    """Turn a broken database or disk into a finding."""
    try:
        return check(now)
    except (DatabaseError, OSError) as error:
        name = check.__name__.strip("_")
        advice = _("The check itself failed: look into the server's log.")
        facts: tuple[tuple[Text, Text], ...] = ((_("Error"), type(error).__name__),)
        return Finding(name, LABELS[name], is_ok=False, advice=advice, facts=facts)


LABELS: dict[str, Text] = {
    "database": _("Database"),
    "worker": _("Background tasks"),
    "register": _("Register"),
    "mail": _("Mail"),
    "disk": _("Disk"),
}


def _database(now: datetime) -> Finding:  # noqa: ARG001  # every check has one shape
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return Finding(
        "database",
        LABELS["database"],
        is_ok=waiting == 0,
        advice=_("Bring the tables up to date: kenes migrate") if waiting else "",
        facts=((_("Kind"), connection.display_name), (_("Migrations waiting"), _count(waiting))),
    )


def _worker(now: datetime) -> Finding:
    pulse = last_pulse("worker")
    is_ok = pulse is not None and now - pulse.at <= HEARTBEAT_LASTS
    return Finding(
        "worker",
        LABELS["worker"],
        is_ok=is_ok,
        advice="" if is_ok else _("No worker is running. Start one: kenes work"),
        facts=((_("Last heartbeat"), _moment(pulse.at) if pulse else _("never")),),
    )


def _register(now: datetime) -> Finding:
    pulse, waiting = last_pulse("register"), oldest_waiting()
    advice: Text = ""
    if pulse is None or pulse.detail == "key_missing":
        advice = _("The register has no key yet. Make one: kenes register_keygen")
    elif pulse.detail == "disk_full":
        advice = _("The disk is full. Make room; the register goes on by itself.")
    elif not pulse.is_ok:
        advice = _("The register is not signed. Ask why: kenes register_check")
    elif waiting and now - waiting > PROMISED:
        advice = _("Entries wait longer than was promised. Look into the worker's log.")
    facts: list[tuple[Text, Text]] = [
        (_("Last signed"), _moment(pulse.at) if pulse and pulse.is_ok else _("never")),
        (_("In the log"), _count(indexed_count())),
    ]
    if pulse and pulse.detail:
        facts.append((_("Error"), pulse.detail))
    name = "register"
    return Finding(name, LABELS[name], is_ok=not advice, advice=advice, facts=tuple(facts))


def _mail(now: datetime) -> Finding:  # noqa: ARG001
    pulse = last_pulse("mail")
    is_ok = pulse is None or pulse.is_ok
    facts: list[tuple[Text, Text]] = [(_("Goes by"), _mail_way())]
    facts.append((_("Last mail"), _moment(pulse.at) if pulse else _("never")))
    if pulse and pulse.detail:
        facts.append((_("Error"), pulse.detail))
    advice = "" if is_ok else _("The last mail was not taken. Check KENES_MAIL_URL, then test.")
    return Finding("mail", LABELS["mail"], is_ok=is_ok, advice=advice, facts=tuple(facts))


def _mail_way() -> Text:
    mailers = settings.MAILERS
    backend = str(mailers.get("transport", mailers["default"]).get("BACKEND"))
    return _("SMTP server") if ".smtp." in backend else _("files in KENES_HOME")


def _disk(now: datetime) -> Finding:  # noqa: ARG001
    home = Path(settings.KENES_HOME)
    place = next(path for path in (home, *home.parents) if path.exists())
    free = shutil.disk_usage(place).free
    can_write = os.access(place, os.W_OK)
    advice: Text = ""
    if not can_write:
        advice = _("The folder KENES_HOME cannot be written. Give it to the server's user.")
    elif free < FREE_BYTES_NEEDED:
        advice = _("The disk is nearly full. Make room, or give KENES_HOME a larger one.")
    return Finding(
        "disk",
        LABELS["disk"],
        is_ok=not advice,
        advice=advice,
        facts=((_("Free, MB"), _count(free // MEGABYTE)),),
    )


def _count(many: int) -> str:
    return number(many, current_language())


def _moment(at: datetime) -> str:
    return date_time(at, current_language())
