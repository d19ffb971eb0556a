"""A map that depends on the votes alone: not on their order, their batches or their shards.

Additive tables, positions with their uncertainty, groups only where they are stable. +1 agrees
throughout. Rules: docs/specs/opinion.md, clauses 25 and on.
"""
