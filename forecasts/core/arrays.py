"""Names for the arrays that this room passes around, and the interval that every number carries."""

import numpy as np
from numpy.typing import NDArray

from forecasts.core.interval import Interval

__all__ = ["Flags", "Floats", "Interval", "Whole"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]
