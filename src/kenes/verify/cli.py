"""The command `kenes-verify`: check the public register without the site and without Django.

    kenes-verify log PATH|URL --vkey FILE [--witness FILE]... [--since CHECKPOINT]... [--json]
    kenes-verify proof FILE --vkey FILE [--entry FILE] [--content FILE [--words FILE]] [--json]
    kenes-verify receipt FILE --log PATH|URL --vkey FILE [--receipts-vkey FILE]
                   [--witness FILE]... [--since CHECKPOINT]... [--json]

Exit code 0: accepted. 1: refused, and the first wrong thing is named. 2: what was given cannot
be opened or used.
"""

import argparse
import importlib
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from kenes.verify import checks
from kenes.verify.receipts import check_receipt
from kenes.verify.reports import Report, run
from kenes.verify.sources import UnusableError
from kenes.verify.trust import Trust, read_trust

# argparse gives what `add_subparsers` returns no public name.
type _Verbs = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001
USAGE = __doc__


def main(arguments: list[str] | None = None) -> int:
    """Run one check and return its exit code."""
    given = _parser().parse_args(arguments)
    return run(partial(_check, given), as_json=given.json)


def _check(given: argparse.Namespace) -> Report:
    if "vkey" not in given:
        return _opinion(given)
    trust = trust_of(given)
    report: Report = given.check(given, trust)
    return report


def _opinion(given: argparse.Namespace) -> Report:
    try:
        # Numbers and tables are an extra, which whoever checks a log need not have.
        opinion_data = importlib.import_module("kenes.verify.opinion_data")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("kenes"):
            raise
        raise UnusableError(
            f"{error.name} is missing: python3 -m pip install 'kenes[opinion]'."
        ) from error
    report: Report = opinion_data.check_folder(given.folder)
    return report


def _log(given: argparse.Namespace, trust: Trust) -> Report:
    return checks.check_log(given.place, trust, since=given.since)


def _proof(given: argparse.Namespace, trust: Trust) -> Report:
    return checks.check_proof(
        given.file,
        trust,
        entry_file=given.entry,
        content_file=given.content,
        words_file=given.words,
    )


def _receipt(given: argparse.Namespace, trust: Trust) -> Report:
    return check_receipt(given.file, given.log, trust, since=given.since, now=datetime.now(UTC))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kenes-verify", description=USAGE, formatter_class=argparse.RawTextHelpFormatter
    )
    verbs = parser.add_subparsers(required=True, metavar="log | proof | receipt | opinion")
    whole = _verb(verbs, "log", _log, "check a whole log")
    whole.add_argument("place", metavar="PATH|URL", help="folder or address of the log")
    since = "a checkpoint seen before, which this log must extend; may be repeated"
    whole.add_argument("--since", metavar="FILE", action="append", default=[], help=since)
    proof = _verb(verbs, "proof", _proof, "check one entry's proof file")
    proof.add_argument("file", metavar="FILE", help="the .tlog-proof file")
    proof.add_argument("--entry", metavar="FILE", help="the entry, if the proof lacks it")
    proof.add_argument(
        "--content", metavar="FILE", help="salt and content, as the page offers them"
    )
    words = "the words as you read them: a recommendation's data.json, or one plain text"
    proof.add_argument("--words", metavar="FILE", help=words)
    receipt = _verb(verbs, "receipt", _receipt, "check that a receipt was honoured")
    receipt.add_argument("file", metavar="FILE", help="the receipt")
    seen = "a checkpoint that a witness cosigned, to tell in time from late; may be repeated"
    receipt.add_argument("--since", metavar="FILE", action="append", default=[], help=seen)
    receipt.add_argument("--log", metavar="PATH|URL", required=True, help="where the log is")
    opinion = verbs.add_parser("opinion", help="compute a published opinion map again")
    opinion.add_argument("folder", metavar="FOLDER", type=Path, help="the folder of open data")
    _add_json(opinion)
    return parser


def _verb(verbs: _Verbs, name: str, check: object, help_text: str) -> argparse.ArgumentParser:
    """Add one subcommand with the options that all of them take."""
    verb = verbs.add_parser(name, help=help_text)
    verb.set_defaults(check=check)
    add_trust(verb)
    _add_json(verb)
    return verb


def _add_json(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--json", action="store_true", help="print the report as JSON")


def trust_of(given: argparse.Namespace) -> Trust:
    """Read the keys that the options name. Raises UnusableError when one cannot be used."""
    return read_trust(
        vkeys=given.vkey,
        witnesses=given.witness,
        policy_file=given.policy,
        receipts=given.receipts_vkey,
    )


def add_trust(parser: argparse.ArgumentParser) -> None:
    """Add the options that say whom to trust."""
    key = "file with the log's verifier key; may be repeated while keys change"
    parser.add_argument("--vkey", metavar="FILE", action="append", default=[], help=key)
    witness = "file with the key of a witness that must have cosigned; may be repeated"
    parser.add_argument("--witness", metavar="FILE", action="append", default=[], help=witness)
    receipts = "file with the key that signs receipts, if it is not the log's"
    parser.add_argument(
        "--receipts-vkey", metavar="FILE", action="append", default=[], help=receipts
    )
    parser.add_argument("--policy", metavar="FILE", help="a policy file instead of both")


if __name__ == "__main__":
    sys.exit(main())
