"""Votes from files: a folder that Polis exports, or one table of votes."""

from kenes.engines.opinion.reading.exports import Conversation, Published, read_folder
from kenes.engines.opinion.reading.tables import read_votes

__all__ = ["Conversation", "Published", "read_folder", "read_votes"]
