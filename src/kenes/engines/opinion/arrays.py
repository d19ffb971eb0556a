"""The kinds of arrays that this engine passes round."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Counts = NDArray[np.int32]
type Codes = NDArray[np.int32]
type Places = NDArray[np.int64]
type Signs = NDArray[np.int8]
type Mask = NDArray[np.bool_]
type Names = NDArray[Any]
"""Names in the source: whole numbers or text."""
