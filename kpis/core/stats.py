"""Margins and medians."""

import math
from collections.abc import Iterable
from decimal import Decimal

Z95 = 1.96


def share_margin(*, share: float, n: int) -> float | None:
    """Half of the 95 % interval of a sampled share, as a share (normal approximation); None without respondents.

    >>> round(share_margin(share=0.3, n=400), 3)
    0.045
    """
    return None if n <= 0 else Z95 * math.sqrt(share * (1 - share) / n)


def nps_margin(*, promoters: float, detractors: float, n: int) -> float | None:
    """Half of the 95 % interval of a net promoter score in points; the first two are shares of the n respondents.

    >>> round(nps_margin(promoters=0.5, detractors=0.2, n=400), 1)
    7.7
    """
    if n <= 0:
        return None
    return 100 * Z95 * math.sqrt(max(promoters + detractors - (promoters - detractors) ** 2, 0) / n)


def median(counts: Iterable[tuple[Decimal, int]]) -> Decimal | None:
    """Median of values that come with how often they occur; None of nothing.

    >>> median([(Decimal(10), 1), (Decimal(30), 2), (Decimal(20), 1)])
    Decimal('25')
    """
    ordered = sorted((value, count) for value, count in counts if count > 0)
    total = sum(count for _, count in ordered)
    if not total:
        return None
    return (_at(ordered, (total - 1) // 2) + _at(ordered, total // 2)) / 2


def is_detectable(*, before: float, after: float, margin_before: float, margin_after: float) -> bool:
    """Whether two sampled values differ by more than the margin of their difference (independent samples)."""
    return abs(after - before) > math.hypot(margin_before, margin_after)


def _at(ordered: list[tuple[Decimal, int]], rank: int) -> Decimal:
    passed = 0
    for value, count in ordered:
        passed += count
        if rank < passed:
            return value
    raise IndexError(f"There is no rank {rank}.")
