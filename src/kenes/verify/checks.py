"""The checks of `kenes-verify`: a whole log, and one entry's proof."""

from dataclasses import asdict

from kenes.engines.log import proof_file
from kenes.engines.log.acts import Act
from kenes.engines.log.errors import Fault, LogError
from kenes.engines.log.verification import verify_extension, verify_log
from kenes.engines.log.words import check_words
from kenes.verify.reports import ACCEPTED, Report, tree_facts
from kenes.verify.sources import UnusableError, open_log, read_file
from kenes.verify.trust import Trust


def check_log(place: str, trust: Trust, *, since: list[str]) -> Report:
    """Check a whole log: who signed, earlier checkpoints, every entry and every tile.

    `since` are files with checkpoints seen before. Raises LogError with the first wrong thing,
    and UnusableError when something cannot be opened.
    """
    read = open_log(place)
    tree, note = trust.policy.served(read("checkpoint"))
    for path in since:
        earlier, _note = trust.seen(path)
        verify_extension(read, earlier, tree)
    verify_log(read, tree)
    return Report(
        ACCEPTED, f"every entry of {tree.origin} is as the log signed it.", tree_facts(tree, note)
    )


def check_proof(
    path: str,
    trust: Trust,
    *,
    entry_file: str | None,
    content_file: str | None,
    words_file: str | None = None,
) -> Report:
    """Check one entry's proof file, and what it stands for where content and words are given.

    The entry is taken from its own file or from the proof's `extra` line; either way only the
    log's root makes it believed. Raises LogError and UnusableError as `check_log` does.
    """
    if words_file and not content_file:
        raise UnusableError("Give --content too: it names the words by their digests.")
    proof = proof_file.parse(read_file(path))
    entry = read_file(entry_file) if entry_file else proof.extra
    if entry is None:
        raise LogError(
            "The proof file does not carry its entry: give it with --entry.",
            step="proof.entry",
            fault=Fault.READER,
        )
    tree, note = trust.policy.accepted(proof.checkpoint)
    proof_file.check(proof, entry, tree)
    act = Act.parse(entry)
    facts = {"index": proof.index, "entry": asdict(act), **tree_facts(tree, note)}
    stands_for = _check_content(act, content_file, words_file) if content_file else ""
    return Report(ACCEPTED, f"entry {proof.index} is in {tree.origin}{stands_for}.", facts)


def _check_content(act: Act, content_file: str, words_file: str | None) -> str:
    """Check what an act stands for; return that as the end of a sentence."""
    content = read_file(content_file)
    act.match(content)
    if words_file is None:
        return ", and stands for this content"
    check_words(content, read_file(words_file))
    return ", and stands for this content and these words"
