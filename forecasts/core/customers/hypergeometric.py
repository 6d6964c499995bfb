"""Gauss's hypergeometric function where the buying model needs it, after Euler's transformation.

The textbook form 2F1(r+x, b+x; a+b+x−1; z) overflows from a few thousand purchases. Euler's identity
2F1(A, B; C; z) = (1−z)^(C−A−B) 2F1(C−A, C−B; C; z) leaves parameters that do not grow: C−A = a+b−1−r, C−B = a−1.
Those two overflow in their turn where a and b are in the thousands (nobody leaves more readily than others); there the
textbook form is used.
"""

import numpy as np
from scipy.special import hyp2f1

from forecasts.core.arrays import Floats


def bounded_part(r: float, a: float, b: float, frequency: Floats, z: Floats) -> Floats:
    """(1−z)^(r+x) · 2F1(r+x, b+x; a+b+x−1; z) for 0 ≤ z < 1, stable for any number of purchases x."""
    with np.errstate(invalid="ignore", over="ignore"):
        product: Floats = (1 - z) ** (a - 1) * hyp2f1(a + b - 1 - r, a - 1, a + b + frequency - 1, z)
        lost = ~np.isfinite(product)
        if lost.any():
            x, at = np.broadcast_to(frequency, product.shape)[lost], np.broadcast_to(z, product.shape)[lost]
            product[lost] = (1 - at) ** (r + x) * hyp2f1(r + x, b + x, a + b + x - 1, at)
    return product


def off_pole(a: float) -> float:
    """`a`, moved off 1 where the expectations divide by a − 1; their limit exists and is smooth there."""
    return a if abs(a - 1) > 1e-6 else 1 + float(np.copysign(1e-6, a - 1))
