"""Notices: one sender, an outbox row in the act's own transaction, no double."""
