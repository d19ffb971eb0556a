"""What is promised to whoever acts: the time after which the entry is in the log."""

from datetime import timedelta

PROMISED = timedelta(hours=1)
"""The worker takes a minute at most; the rest is for restarts and repairs."""
