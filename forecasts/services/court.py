"""Hold court over every KPI that is said to lead. Loads numpy: for workers and commands."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db import transaction

from forecasts.core.leads.court import FEWEST_POINTS, Claim, judge, longest_complete
from forecasts.core.leads.court import Ruling as Judged
from forecasts.models import CourtSession, Ruling
from forecasts.models.court import Step
from forecasts.selectors.steps import Steps, by_step, months_before, weeks_before
from kpis.selectors.leads import LeadClaim, lead_claims
from organisation.selectors import organisation, today

WEEKS, MONTHS = 156, 60
SEASON = {Step.WEEK: 365.25 / 7, Step.MONTH: 12.0}
Publishing = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class _Heard:
    claim: LeadClaim
    step: Step
    case: Claim


def hold_court(*, now: datetime, publishing: Publishing = transaction.atomic) -> CourtSession:
    """Rule on all claims in force together and keep the session; earlier sessions stay as they were.

    A claim is heard by week; by month where weeks are too few for a hint and months are more.
    """
    claims = lead_claims()
    keys = {key for one in claims for key in (one.kpi, one.outcome)}
    day, company = today(now), organisation()
    weekly = by_step(keys, weeks_before(day, count=WEEKS, week_starts=company.week_starts), now=now)
    monthly = by_step(keys, months_before(day, count=MONTHS), now=now)
    heard = [_hear(one, weekly, monthly) for one in claims]
    judged = judge([one.case for one in heard])
    with publishing():
        session = CourtSession.objects.create(held_at=now, as_of=day, claims=len(claims))
        Ruling.objects.bulk_create(_row(session, *pair) for pair in zip(heard, judged, strict=True))
    return session


def _hear(claim: LeadClaim, weekly: Steps, monthly: Steps) -> _Heard:
    by_week, by_month = _case(claim, weekly, Step.WEEK), _case(claim, monthly, Step.MONTH)
    weeks, months = _points(by_week), _points(by_month)
    if weeks < FEWEST_POINTS and months > weeks:
        return _Heard(claim, Step.MONTH, by_month)
    return _Heard(claim, Step.WEEK, by_week)


def _case(claim: LeadClaim, steps: Steps, step: Step) -> Claim:
    leading, led = (np.array(_numbers(steps, key), dtype=float) for key in (claim.kpi, claim.outcome))
    return Claim(f"{claim.kpi} → {claim.outcome}", leading, led, SEASON[step], step.value)


def _numbers(steps: Mapping[str, Sequence[float | None]], key: str) -> list[float]:
    return [float("nan") if value is None else value for value in steps.get(key, [])]


def _points(case: Claim) -> int:
    return int(longest_complete(case.leading, case.led)[0].size)


def _row(session: CourtSession, heard: _Heard, said: Judged) -> Ruling:
    effect = said.effect
    return Ruling(
        session=session, kpi=heard.claim.kpi, outcome=heard.claim.outcome, said_in=heard.claim.said_in,
        verdict=said.verdict, sentence=said.sentence[:400], step=heard.step, points=said.points, lag=said.lag,
        low=effect.low if effect else None, effect=effect.median if effect else None,
        high=effect.high if effect else None, adjusted_p=said.adjusted_p, gain=said.gain,
    )  # fmt: skip
