"""What can be said of a stable map beyond its groups, each with how sure it is.

Shares and partitions, bridges, slates, translations, weights, attacks, and what to ask next.
Rules: docs/specs/opinion.md, clauses 35 and on.
"""
