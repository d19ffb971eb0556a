"""Everything that may be done to a recommendation, by topic.

Each act: lock, rule, change, event with its register entry, notices; all in one transaction.
"""
