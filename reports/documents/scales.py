"""The scale beside a chart: few round marks that reach over the largest value."""

from math import ceil, floor, log10

MOST_MARKS = 5
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def marks(highest: float) -> tuple[float, ...]:
    """From 0 upwards in equal round steps, the last at or over `highest`; none where nothing is above 0.

    >>> marks(112_227.6)
    (0.0, 25000.0, 50000.0, 75000.0, 100000.0, 125000.0)
    """
    if highest <= 0:
        return ()
    rough = highest / MOST_MARKS
    whole = 10.0 ** floor(log10(rough))
    step = next(one * whole for one in STEPS if one * whole >= rough * 0.999)
    return tuple(step * at for at in range(ceil(highest / step * 0.999) + 1))
