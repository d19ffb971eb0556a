"""A witness: it cosigns a log's checkpoint only when it extends the last one it cosigned.

Protocol: c2sp.org/tlog-witness 1.0. One log cannot show two histories to people who ask for the
cosignature of the same witness.
"""
