"""How many entries come at once; apart, since the tables need no package that is measured."""

SIZES = (50, 500, 5_000, 65_536)
"""Entries a batch: of a minute, of a very busy one, of an hour behind, of a record taken over."""
