"""Kenes: who proposed what, who answered, what became of it."""
