"""Blind signatures: a signer vouches for a token without ever seeing it (RFC 9474).

Pure: no file, no network, no clock. `protocol` is the RFC, `tokens` is what Kenes signs with it:
one token per person, conversation and tier, which nobody can join to the person it was issued to.
The browser's half is `web/static/js/blind.js`. Clauses: docs/specs/blind-tokens.md
"""
