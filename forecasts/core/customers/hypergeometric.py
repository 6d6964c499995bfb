"""Gauss's hypergeometric function where the buying model needs it, after Euler's transformation.

The textbook form 2F1(r+x, b+x; a+b+x−1; z) overflows from a few thousand purchases. Euler's identity
2F1(A, B; C; z) = (1−z)^(C−A−B) 2F1(C−A, C−B; C; z) leaves parameters that do not grow: C−A = a+b−1−r, C−B = a−1.
"""

import numpy as np
from scipy.special import hyp2f1

from forecasts.core.arrays import Floats


def bounded_part(r: float, a: float, b: float, frequency: Floats, z: Floats) -> Floats:
    """(1−z)^(r+x) · 2F1(r+x, b+x; a+b+x−1; z) for 0 ≤ z < 1, stable for any number of purchases x."""
    product: Floats = (1 - z) ** (a - 1) * hyp2f1(a + b - 1 - r, a - 1, a + b + frequency - 1, z)
    return product


def off_pole(a: float) -> float:
    """`a`, moved off 1 where the expectations divide by a − 1; their limit exists and is smooth there."""
    return a if abs(a - 1) > 1e-6 else 1 + float(np.copysign(1e-6, a - 1))
