"""Fit a media mix and keep it. Loads numpy: for workers and commands."""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal

import numpy as np
from django.db import transaction

from attribution.models import Grouping, Milestone
from attribution.selectors import latest_run, returns
from campaigns.models import Channel
from forecasts.core.errors import CannotForecast
from forecasts.core.mix.fit import ChannelEffect, Mix, ResponseDraws, fit_mix
from forecasts.models import MixChannel, MixFit
from forecasts.selectors.media import Media, media
from forecasts.selectors.outcomes import mix_outcome
from kpis.models import Definition
from kpis.selectors.credit import DEFAULT_MODEL
from organisation.core.calendar import Window, add_months

Publishing = Callable[[], AbstractContextManager[None]]
Progress = Callable[[float, str], None]
STEPS = 25  # points of a drawn curve
# Credit of the same outcome, to stand beside the mix.
CREDITED = {"revenue": Milestone.WON, "pipeline": Milestone.OPPORTUNITY}


def fit(
    outcome: str, *, now: datetime, progress: Progress = lambda share, said: None,
    publishing: Publishing = transaction.atomic,
) -> MixFit:  # fmt: skip
    """Assemble, fit and publish; data that no mix can be fitted to leave a row that says why."""
    row = MixFit(outcome=outcome, fitted_at=now)
    channels: list[MixChannel] = []
    try:
        definition = mix_outcome(outcome)
        progress(0.05, f"Reading spend and {definition.name} by week")
        found = media(definition, now=now)
        _describe(row, found)
        told = f"Fitting {len(found.channels)} channels over {row.weeks} weeks"
        progress(0.1, told)
        mix = fit_mix(found.data, progress=lambda share: progress(0.15 + 0.8 * share, told))
        channels = _keep(row, found, mix)
        _put_credit_beside(channels, definition, found.window)
    except CannotForecast as refused:
        row.reason, row.needs = refused.reason[:600], refused.needs[:400]
    with publishing():
        row.save()
        for channel in channels:
            channel.fit = row
        MixChannel.objects.bulk_create(channels)
    return row


def _describe(row: MixFit, found: Media) -> None:
    data = found.data
    row.weeks, row.first_week, row.last_week = len(data.weeks), data.weeks[0], data.weeks[-1]
    row.left_out = list(found.left_out)
    row.tests = [asdict(one) for one in found.tests]
    row.controls = [asdict(one) for one in found.controls]
    controls = (data.season, data.control_names, data.controls.tolist())
    text = repr((data.weeks, data.channels, data.outcome.tolist(), data.spend.tolist(), data.tests, controls))
    row.inputs_digest = hashlib.sha256(text.encode()).hexdigest()


def _keep(row: MixFit, found: Media, mix: Mix) -> list[MixChannel]:
    row.model_error, row.naive_error = mix.model_error, mix.naive_error
    row.explained, row.drift = mix.explained, mix.drift
    row.curves = _curves(mix.curves)
    row.weekly = {
        "weeks": [week.isoformat() for week in found.data.weeks],
        "outcome": _rounded(found.data.outcome),
        "channels": {name: _rounded(part) for name, part in zip(found.data.channels, mix.weekly, strict=True)},
    }
    row.drawn = {name: _drawn(mix.curves, place) for place, name in enumerate(found.data.channels)}
    return [_channel(row, one) for row, one in zip(found.channels, mix.channels, strict=False)]  # without the pooled


def _channel(channel: Channel, one: ChannelEffect) -> MixChannel:
    """A channel behind a closed gate keeps its spend and reasons, and no number that could be quoted."""
    row = MixChannel(channel=channel, label=one.channel, spend=Decimal(f"{one.spend:.2f}"), reasons=list(one.reasons))
    if one.shown:
        row.share_low, row.share, row.share_high = one.share.low, one.share.median, one.share.high
        row.roas_low, row.roas, row.roas_high = one.roas.low, one.roas.median, one.roas.high
        row.next_low, row.next_euro, row.next_high = (
            one.marginal_roas.low, one.marginal_roas.median, one.marginal_roas.high,
        )  # fmt: skip
        row.assumption, row.verdict = one.assumption, one.verdict
    return row


def _curves(draws: ResponseDraws) -> Mapping[str, object]:
    return {
        "channels": list(draws.channels),
        "current": _rounded(draws.current_spend),
        "largest": _rounded(draws.largest_spend),
        **{name: [_rounded(one) for one in getattr(draws, name)] for name in ("top", "half", "slope")},
    }


def _drawn(draws: ResponseDraws, place: int) -> Mapping[str, object]:
    """Weekly outcome over weekly spend from nothing to the largest spend, as median and 90 % range."""
    spend = np.linspace(0, float(draws.largest_spend[place]), STEPS)
    powered = (spend[:, None] / draws.half[:, place]) ** draws.slope[:, place]
    low, middle, high = np.quantile(draws.top[:, place] * powered / (1 + powered), [0.05, 0.5, 0.95], axis=1)
    return {"x": _rounded(spend), "low": _rounded(low), "y": _rounded(middle), "high": _rounded(high)}


def _put_credit_beside(channels: list[MixChannel], outcome: Definition, window: Window) -> None:
    """Attributed money over spend by channel, in the whole months of the fit, where the outcome has credit."""
    until = window.ends_on.replace(day=1)
    since = window.starts_on if window.starts_on.day == 1 else add_months(window.starts_on, 1)
    run = latest_run()
    if run is None or outcome.key not in CREDITED or until <= since:
        return
    found = returns(
        run, model=DEFAULT_MODEL, window=Window(since, until), milestone=CREDITED[outcome.key], by=Grouping.CHANNEL
    )
    credit = {one.group_id: one.roas.value for one in found}
    for row in channels:
        value = credit.get(row.channel_id)
        row.attributed = None if value is None else float(value)


def _rounded(numbers: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> list[float]:
    """Six significant figures: what a curve is known to, and a third of the room."""
    return [float(f"{number:.6g}") for number in numbers]
