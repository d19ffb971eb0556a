"""Polis's map to the letter: each stage of one computation in a module of its own.

The order of the modules is the order of the computation, and of the clauses in
docs/specs/opinion.md. Positions have the sign of Polis's database (agree counts as -1 there).
"""
