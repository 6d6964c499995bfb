"""The court of leading KPIs: every claim gets a verdict in words, with its number of points, lag and range."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from forecasts.core.arrays import Floats, Interval
from forecasts.core.leads.regression import GrangerTest, granger
from forecasts.core.leads.verdict import Verdict

FEWEST_POINTS = 26
FULL_POINTS = 52
FALSE_DISCOVERIES = 0.1
NO_EFFECT = 0.15
MOST_ALIKE = 0.9  # a series that hardly ever moves fits everything and says nothing


@dataclass(frozen=True, slots=True)
class Claim:
    """KPI `leading` is said to lead `led`; equal length, one entry per step, NaN where unknown.

    `step` is the word for one of them in the verdict: week, month.
    """

    name: str
    leading: Floats
    led: Floats
    season_length: float = 365.25 / 7
    step: str = "step"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict with what it rests on. `adjusted_p` is after Benjamini and Hochberg over all claims of the session."""

    name: str
    verdict: Verdict
    sentence: str
    points: int
    lag: int | None
    effect: Interval | None
    adjusted_p: float | None
    gain: float | None
    reverse_p: float | None


@dataclass(frozen=True, slots=True)
class _Case:
    claim: Claim
    points: int
    forward: GrangerTest | None
    backward: GrangerTest | None
    problem: str = ""


def judge(claims: Sequence[Claim]) -> list[Ruling]:
    """Rule on all claims together: the more are tested, the more evidence each needs."""
    cases = [_hear(claim) for claim in claims]
    tested = [place for place, case in enumerate(cases) if case.forward is not None]
    adjusted = benjamini_hochberg([cases[place].forward.p_value for place in tested])  # type: ignore[union-attr]
    by_place = dict(zip(tested, adjusted, strict=True))
    return [_rule(case, by_place.get(place)) for place, case in enumerate(cases)]


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjusted p-values (Benjamini, Hochberg 1995), in the given order."""
    values = np.asarray(p_values, dtype=float)
    if not values.size:
        return []
    order = np.argsort(values)
    scaled = values[order] * values.size / np.arange(1, values.size + 1)
    lowest = np.minimum.accumulate(scaled[::-1])[::-1].clip(max=1.0)
    adjusted = np.empty_like(lowest)
    adjusted[order] = lowest
    return [float(one) for one in adjusted]


def lags_for(points: int) -> int:
    """Four steps from 52 points on, one or two below."""
    if points >= FULL_POINTS:
        return 4
    return 2 if points >= 40 else 1


def _hear(claim: Claim) -> _Case:
    """Test both directions on the longest stretch without gaps."""
    x, y = longest_complete(np.asarray(claim.leading, float), np.asarray(claim.led, float))
    if x.size < FEWEST_POINTS:
        return _Case(claim, x.size, None, None)
    for words, values in (("leading KPI", x), ("outcome", y)):
        same = int(np.unique(values, return_counts=True)[1].max())
        if same > MOST_ALIKE * values.size:
            why = f"the {words} has the same value in {same} of {values.size} {claim.step}s"
            return _Case(claim, x.size, None, None, f"{why}; it has to move to be judged")
    if abs(float(np.corrcoef(x, y)[0, 1])) > 1 - 1e-9:
        return _Case(claim, x.size, None, None, "both series are the same")
    lags = lags_for(x.size)
    forward = granger(x, y, lags=lags, season_length=claim.season_length)
    return _Case(claim, x.size, forward, granger(y, x, lags=lags, season_length=claim.season_length))


def longest_complete(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """The longest run of steps in which both series are known."""
    known = np.concatenate([[False], ~(np.isnan(x) | np.isnan(y)), [False]])
    edges = np.flatnonzero(known[1:] != known[:-1]).reshape(-1, 2)
    if not len(edges):
        return x[:0], y[:0]
    start, end = edges[int(np.argmax(edges[:, 1] - edges[:, 0]))]
    return x[start:end], y[start:end]


def _rule(case: _Case, adjusted: float | None) -> Ruling:
    test, name = case.forward, case.claim.name
    if test is None or case.backward is None or adjusted is None:
        verdict = Verdict.UNUSABLE if case.problem else Verdict.TOO_EARLY
        why = (
            case.problem
            or f"{case.points} joint points, {FEWEST_POINTS} are needed for a hint and {FULL_POINTS} for a verdict"
        )
        return Ruling(name, verdict, f"{_capital(verdict)}: {why}.", case.points, None, None, None, None, None)
    verdict = _verdict(case.points, test, adjusted)
    sentence = _sentence(case, test, verdict, adjusted, reverse=case.backward.p_value)
    return Ruling(
        name, verdict, sentence, case.points, test.best_lag, test.effect, adjusted, test.gain, case.backward.p_value
    )


def _verdict(points: int, test: GrangerTest, adjusted: float) -> Verdict:
    positive = adjusted < FALSE_DISCOVERIES and test.gain > 0
    if positive:
        return Verdict.LEADS if points >= FULL_POINTS else Verdict.HINT
    inside = test.effect.low >= -NO_EFFECT and test.effect.high <= NO_EFFECT
    small = inside and adjusted >= FALSE_DISCOVERIES and points >= FULL_POINTS
    return Verdict.DOES_NOT_LEAD if small else Verdict.NOT_PROVEN


def _sentence(case: _Case, test: GrangerTest, verdict: Verdict, adjusted: float, *, reverse: float) -> str:
    effect = f"effect {test.effect.median:+.2f} sd (90 % range {test.effect.low:+.2f} to {test.effect.high:+.2f})"
    evidence = f"{case.points} points, {effect}, p {adjusted:.3f} after correction, out-of-sample gain {test.gain:+.0%}"
    if verdict in (Verdict.LEADS, Verdict.HINT):
        step = case.claim.step
        steps = f"1 {step}" if test.best_lag == 1 else f"{test.best_lag} {step}s"
        both = "; the outcome foretells the KPI too, so they may share a cause" if reverse < 0.05 else ""
        words = f"Leads by about {steps}" if verdict is Verdict.LEADS else f"A hint that it leads by about {steps}"
        return f"{words}: {evidence}{both}."
    if verdict is Verdict.DOES_NOT_LEAD:
        return f"Does not lead: the effect is small for certain; {evidence}."
    backwards = " The outcome foretells the KPI instead." if reverse < 0.05 else ""
    return f"Not proven: {evidence}.{backwards}"


def _capital(verdict: Verdict) -> str:
    return verdict.value[0].upper() + verdict.value[1:]
