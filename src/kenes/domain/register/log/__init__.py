"""The register as a published log: indexes, files, signed checkpoints, proofs, receipts.

The arithmetic is in `kenes.engines.log`; here are the rows, the folder and the keys.
"""
