"""What every campaign was meant to cost and did cost: plan by month, spend by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from simulator.company.blueprint import CHANNELS
from simulator.company.calendar import Calendar, add_months
from simulator.company.campaigns import Campaign
from simulator.company.size import Size
from simulator.core.draws import Draws, Floats, Integers

STARVED_SHARE = 0.09
"""Share of the money that campaigns for healthcare get, whatever its priority says."""
FLIGHT_DAYS, FLIGHTS, PULSES = 14, 1.0, 0.45
"""Digital channels rise and fall every fortnight, and all but events from month to month, each by itself, so that what
they bring can be told apart."""
_SEASON = (0.85, 0.95, 1.15, 1.05, 1.0, 0.95, 0.75, 0.7, 1.25, 1.25, 1.2, 0.9)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Cents. Plan has a column per month of the calendar; spend a column per day before today."""

    plan: Integers
    spend: Integers
    views: Integers
    clicks: Integers


def ledger(plan: tuple[Campaign, ...], calendar: Calendar, draws: Draws, scale: Size) -> Ledger:
    """Campaigns are rows, in their order."""
    weights = _starve(
        plan, np.vstack([_monthly_weights(campaign, calendar) for campaign in plan]), _pulses(draws, calendar)
    )
    growth = 1 + 0.012 * np.arange(len(calendar.months))
    season = np.array([_SEASON[month.month - 1] for month in calendar.months])
    whole = scale.quarter_budget / 3 * growth * season
    planned = np.asarray(np.rint(weights * whole / 100), dtype=np.int64) * 100_00
    spend = _daily(plan, planned, calendar, draws)
    return Ledger(planned, spend, *_served(plan, spend, draws))


def month_spans(calendar: Calendar) -> list[tuple[int, int]]:
    """Day numbers of every month, half-open."""
    return [(calendar.number(month), calendar.number(add_months(month, 1))) for month in calendar.months]


def _monthly_weights(campaign: Campaign, calendar: Calendar) -> Floats:
    """Share of the company's money by month, before the channel's campaigns are weighed against each other."""
    quarter = np.arange(len(calendar.months)) // 3
    live = (quarter >= campaign.first) & (quarter <= campaign.last)
    if campaign.medium.quarterly:
        month = 1 if campaign.medium.kind == "experiential" else campaign.number % 3
        live &= np.arange(len(calendar.months)) % 3 == month
    return np.asarray(live * campaign.budget)


def _pulses(draws: Draws, calendar: Calendar) -> Floats:
    """Channel × month: how much more or less than its usual share of the money a channel is given."""
    channel, month = np.arange(len(CHANNELS)), np.arange(len(calendar.months))
    pulses = draws.lognormal("plan/pulse", channel[:, None], month[None, :], sigma=PULSES)
    pulses[[medium.quarterly for medium in CHANNELS]] = 1.0
    return pulses


def _starve(plan: tuple[Campaign, ...], weights: Floats, pulses: Floats) -> Floats:
    """Give each channel its share, then hold healthcare at its small one; columns add up to 1."""
    channel = np.array([campaign.channel for campaign in plan])
    shares = np.zeros_like(weights)
    for number, medium in enumerate(CHANNELS):
        rows = weights[channel == number]
        shares[channel == number] = medium.budget * pulses[number] * rows / np.maximum(rows.sum(axis=0), 1e-9)
    healthcare = np.array([campaign.serves == "healthcare" for campaign in plan])
    care, rest = shares[healthcare].sum(axis=0), shares[~healthcare].sum(axis=0)
    shares[healthcare] *= STARVED_SHARE / np.maximum(care, 1e-9)
    shares[~healthcare] *= (1 - STARVED_SHARE) / rest
    return shares


def _daily(plan: tuple[Campaign, ...], planned: Integers, calendar: Calendar, draws: Draws) -> Integers:
    """Days of a month share what it really cost: events on a few days, media evenly with a weekly swing."""
    spans, now = month_spans(calendar), calendar.now
    spend = np.zeros((len(plan), spans[-1][1]), dtype=np.float64)
    rows = np.arange(len(plan))
    for month, (first, last) in enumerate(spans):
        days = np.arange(first, last)
        over = draws.lognormal("spend/month", rows, month, median=1.01, sigma=0.08)
        noise = draws.lognormal("spend/day", rows[:, None], days[None, :], sigma=0.15)
        noise *= np.where((days + calendar.starts_on.weekday()) % 7 >= 5, 0.6, 1.0)
        noise *= _flights(plan, days, draws)
        noise[[campaign.medium.kind == "experiential" for campaign in plan]] *= _event_days(first, last)
        noise /= noise.sum(axis=1, keepdims=True)
        spend[:, first:last] = noise * (planned[:, month] * over)[:, None]
    return np.asarray(np.rint(spend[:, :now]), dtype=np.int64)


def _flights(plan: tuple[Campaign, ...], days: Integers, draws: Draws) -> Floats:
    channel = np.array([campaign.channel for campaign in plan])
    flights = draws.lognormal("spend/flight", channel[:, None], days[None, :] // FLIGHT_DAYS, sigma=FLIGHTS)
    flights[[campaign.medium.kind != "digital" for campaign in plan]] = 1.0
    return flights


def _event_days(first: int, last: int) -> NDArray[np.float64]:
    days = np.arange(last - first)
    return np.asarray(np.where((days >= 13) & (days < 16), 1.0, 1e-9))


def _served(plan: tuple[Campaign, ...], spend: Integers, draws: Draws) -> tuple[Integers, Integers]:
    """Views bought and clicks got; the hollow display programme is cheap and much clicked."""
    hollow = np.array([campaign.story == "hollow_display" for campaign in plan])
    price = np.array([campaign.medium.cost_per_thousand for campaign in plan]) * np.where(hollow, 0.5, 1.0)
    rate = np.array([campaign.medium.click_rate for campaign in plan]) * np.where(hollow, 4.0, 1.0)
    rows, days = np.arange(len(plan))[:, None], np.arange(spend.shape[1])[None, :]
    views = np.where(price[:, None] > 0, spend / np.maximum(price[:, None], 1e-9) * 10, 0)
    views = np.floor(views * draws.lognormal("views", rows, days, sigma=0.1)).astype(np.int64)
    clicks = np.rint(views * rate[:, None] * draws.lognormal("clicks", rows, days, sigma=0.2)).astype(np.int64)
    return views, np.minimum(clicks, views)


def month_of(calendar: Calendar, day: Integers) -> Integers:
    """Number of the calendar month that each day lies in."""
    firsts = [first for first, _ in month_spans(calendar)]
    return np.asarray(np.searchsorted(firsts, day, side="right") - 1)


def first_of(month: date) -> str:
    return month.isoformat()
