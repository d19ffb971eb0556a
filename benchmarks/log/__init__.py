"""How fast the transparency log is, beside `pymerkle` and `aics-tlog`."""
