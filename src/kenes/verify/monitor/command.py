"""The command `kenes monitor`: follow a log, from cron or by hand.

    kenes monitor PATH|URL --vkey FILE --store DIR [--witness FILE]... [--again N] [--quiet]

Receipts put into DIR/receipts are watched until their entry is in the log. Exit code 0: the log
holds. 1: something was found, and DIR/evidence keeps it. 2: the log could not be looked at.
"""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kenes.verify.cli import add_trust, trust_of
from kenes.verify.monitor.following import Look, follow
from kenes.verify.monitor.mirror import Mirror
from kenes.verify.reports import ACCEPTED, REFUSED, UNUSABLE
from kenes.verify.sources import UnusableError, open_log

USAGE = __doc__
AGAIN = 64
"""Old bundles and tiles that each look fetches once more, unless told otherwise."""


def run(arguments: list[str]) -> int:
    """Look at the log once, print what was found, and return the exit code."""
    given = _parser().parse_args(arguments)
    try:
        look = _look(given)
    except UnusableError as error:
        sys.stderr.write(f"kenes monitor: {error}\n")
        return UNUSABLE
    except OSError as error:
        place = error.filename or given.store
        reason = f"{place} cannot be written: {error.strerror}. Nothing was said of the log."
        sys.stderr.write(f"kenes monitor: {reason}\n")
        return UNUSABLE
    code = REFUSED if look.findings else ACCEPTED
    if given.json:
        sys.stdout.write(f"{json.dumps(_facts(look), ensure_ascii=False)}\n")
    elif code != ACCEPTED or not given.quiet:
        sys.stdout.write(f"{_text(look)}\n")
    return code


def _look(given: argparse.Namespace) -> Look:
    trust = trust_of(given)
    mirror = Mirror(Path(given.store))
    with mirror.locked():
        now = datetime.now(UTC)
        return follow(open_log(given.place), mirror, trust, now=now, again=given.again)


def _facts(look: Look) -> dict[str, Any]:
    findings = [{**error.facts(), "evidence": str(place)} for error, place in look.findings]
    return {"origin": look.origin, "size": look.size, "new": look.new, "findings": findings}


def _text(look: Look) -> str:
    lines = [f"{look.origin or 'log'}: {look.size} entries hold, {look.new} of them new"]
    for error, place in look.findings:
        lines += [f"FOUND {error.step}: {error}", f"  evidence: {place}"]
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kenes monitor", description=USAGE, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("place", metavar="PATH|URL", help="folder or address of the log")
    add_trust(parser)
    parser.add_argument("--store", metavar="DIR", required=True, help="where the copy is kept")
    again = f"old bundles to fetch once more and compare (default {AGAIN})"
    parser.add_argument("--again", metavar="N", type=int, default=AGAIN, help=again)
    parser.add_argument("--json", action="store_true", help="print the look as JSON")
    parser.add_argument("--quiet", action="store_true", help="print nothing when all holds")
    return parser
