"""Where the shards of a map are computed: other processes, a cluster, or files carried by hand.

Each gives an `Over` for `compute_map(..., over=...)`; all give equal bytes.
"""
