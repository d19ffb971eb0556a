"""Search by words on both databases, ranked in Python."""
