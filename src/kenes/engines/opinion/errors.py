"""What may be wrong with votes, each with its own name."""


class OpinionError(ValueError):
    """Votes or a map that cannot be read or computed; the message says why and what to do."""


class MissingColumn(OpinionError):
    """A table lacks a column it must have."""


class NotAVote(OpinionError):
    """A cell holds something other than agree, disagree or pass."""


class NotANumber(OpinionError):
    """A cell that counts something holds no whole number."""


class NotATime(OpinionError):
    """A time cannot be read, or seconds and milliseconds are mixed."""


class SignsDisagree(OpinionError):
    """Votes and the table beside them have opposite signs, or do not fit each other."""


class UnreadableFile(OpinionError):
    """A file is not there, is empty, or is not of the kind its name says."""


class BlobError(OpinionError):
    """A stored result of Polis lacks a part or contradicts itself."""
