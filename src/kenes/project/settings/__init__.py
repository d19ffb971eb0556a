"""Settings by topic: base for all, then dev (demo included), test or prod."""
