"""What stops the log, each with a stable code, the reason and what to do."""


class LogStopped(Exception):
    """The log cannot go on. `code` is stable; the text says what happened, why and what to do.

    Nothing is signed while it stands: a log that says two things is worse than one that waits.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code
        self.sentence = sentence


class KeyUnusable(LogStopped):
    """A key file is missing, may be read by others, or holds something else."""


class AnotherIntegrates(LogStopped):
    """Somebody else is at work on the same log; wait for them."""


def rollback(published: int, held: int) -> LogStopped:
    """Say that the record holds fewer entries than were published."""
    return LogStopped(
        "rollback",
        f"The published checkpoint speaks of {published} entries and the database holds {held}. "
        "An older copy of the database was restored, or rows were deleted. Restore the newest "
        "copy with kenes restore, which brings it forward from the published log; nothing is "
        "signed until then.",
    )


def fork(size: int) -> LogStopped:
    """Say that the record makes another tree than the one that was signed."""
    return LogStopped(
        "fork",
        f"The first {size} entries of the database make another root than the checkpoint that "
        "was signed over them. Somebody changed rows, or this is the database of another log. "
        "Restore the right one; nothing is signed until then.",
    )


def altered(index: int) -> LogStopped:
    """Say that a row no longer has the hash that was stored with its index."""
    return LogStopped(
        "entry_altered",
        f"Entry {index} no longer has the leaf hash that was stored with its index: the row was "
        "changed, or one before it is missing. Restore it from a backup; nothing is signed "
        "until then.",
    )


def rewritten(path: str) -> LogStopped:
    """Say that a published path would get other bytes."""
    return LogStopped(
        "path_rewritten",
        f"{path} is published with other bytes than the record makes. A published path never "
        "changes: restore the file, or the database that it was made from.",
    )


def foreign_checkpoint(reason: str) -> LogStopped:
    """Say that the published checkpoint was not signed by the key in use."""
    return LogStopped(
        "checkpoint_foreign",
        f"The published checkpoint is not one that this server's key signed ({reason}). "
        "Put back the key that signed it, or the folder that belongs to this key.",
    )


def content_altered(index: int) -> LogStopped:
    """Say that salt and content of an entry no longer make its digest."""
    return LogStopped(
        "content_altered",
        f"Salt and content beside entry {index} do not make the digest in the entry. Somebody "
        "changed them after the act. Restore the row from a backup.",
    )


def damaged(reason: str) -> LogStopped:
    """Say that published files do not make the published root."""
    return LogStopped(
        "files_damaged",
        f"The published files do not hold against their checkpoint ({reason}). Move the file that "
        "is named away; the next run writes it anew from the record.",
    )


def other_log(folder: str, reason: str) -> LogStopped:
    """Say that a folder already holds a log which this one does not extend."""
    return LogStopped(
        "other_log",
        f"{folder} already holds a log that this one does not extend ({reason}). Nothing was "
        "published there. Name an empty folder, or the one of this log.",
    )


def copy_damaged(folder: str, reason: str) -> LogStopped:
    """Say that a copy of the published log is not whole."""
    return LogStopped(
        "copy_damaged",
        f"The files in {folder} do not hold against their checkpoint ({reason}). Take a whole "
        "copy; if it came from this server, kenes register_check says what is wrong here.",
    )


def copy_foreign(place: str) -> LogStopped:
    """Say that a copy of the published log holds a link."""
    return LogStopped(
        "copy_foreign",
        f"{place} is a link, and what it leads to might be published. A published log holds none: "
        "take another copy, or put the file itself in its place.",
    )


def policy_unreadable(reason: str) -> LogStopped:
    """Say that the published policy, which the operator writes, cannot be read."""
    return LogStopped(
        "policy_unreadable",
        f"The keys are published, the policy still names the ones before: it cannot be read "
        f"({reason}). Mend register/policy and run kenes register_keygen once more.",
    )


def act_between(index: int) -> LogStopped:
    """Say that an act was recorded where the published log has another one."""
    return LogStopped(
        "act_between",
        f"The database holds another act in the place of entry {index}: somebody acted after the "
        "older copy was restored and before it was brought forward. Restore the copy once more, "
        "with pages and worker stopped.",
    )
