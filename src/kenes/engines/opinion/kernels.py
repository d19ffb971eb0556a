"""The few loops that all time goes into: numba where it is installed, numpy otherwise.

Both give the same bytes: sums run in the same order, and no product is fused with a sum.
"""

import importlib.util

HAS_NUMBA = importlib.util.find_spec("numba") is not None

if HAS_NUMBA:
    from kenes.engines.opinion.kernels_numba import (
        center,
        count_votes,
        multiply,
        nearest,
        order_by,
        place_people,
        project,
        sum_tables,
    )
    from kenes.engines.opinion.kernels_numba_groups import (
        bridge_pass,
        compare_rows,
        measure_margins,
        settle,
        sum_distances,
    )
    from kenes.engines.opinion.kernels_numba_rows import (
        copy_rows,
        count_steps,
        follow_steps,
        lay_out,
        number,
        sum_points,
    )
else:
    from kenes.engines.opinion.kernels_numpy import (
        bridge_pass,
        center,
        compare_rows,
        copy_rows,
        count_steps,
        count_votes,
        follow_steps,
        lay_out,
        measure_margins,
        multiply,
        nearest,
        number,
        order_by,
        place_people,
        project,
        settle,
        sum_distances,
        sum_points,
        sum_tables,
    )

__all__ = [
    "HAS_NUMBA",
    "bridge_pass",
    "center",
    "compare_rows",
    "copy_rows",
    "count_steps",
    "count_votes",
    "follow_steps",
    "lay_out",
    "measure_margins",
    "multiply",
    "nearest",
    "number",
    "order_by",
    "place_people",
    "project",
    "settle",
    "sum_distances",
    "sum_points",
    "sum_tables",
]
