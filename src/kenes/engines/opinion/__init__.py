"""Opinion maps: who stands near whom, which groups there are, and what they agree on.

Pure: votes in, a map out; the same votes and seed give the same map. Rules, numbers and limits:
docs/specs/opinion.md
"""

from kenes.engines.opinion.agreement import adjusted_rand
from kenes.engines.opinion.errors import (
    BlobError,
    MissingColumn,
    NotATime,
    NotAVote,
    OpinionError,
    SignsDisagree,
    UnreadableFile,
)
from kenes.engines.opinion.matrix import VoteMatrix
from kenes.engines.opinion.tables import Tables
from kenes.engines.opinion.votes import Moderation, Votes

__all__ = [
    "BlobError",
    "MissingColumn",
    "Moderation",
    "NotATime",
    "NotAVote",
    "OpinionError",
    "SignsDisagree",
    "Tables",
    "UnreadableFile",
    "VoteMatrix",
    "Votes",
    "adjusted_rand",
]
