"""A transparency log: entries in a Merkle tree, published as files that anybody can check.

Pure: no file, no network, no clock. Written from the specifications of C2SP (signed-note,
tlog-checkpoint, tlog-cosignature, tlog-tiles, tlog-proof, tlog-policy) and RFC 9162 section 2.1,
so that programs by others accept what this writes. Clauses: docs/specs/log.md
"""
