"""Weeks of spend by channel beside an outcome, as a media mix needs them. Loads numpy: for workers and commands."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import numpy as np

from campaigns.models import Campaign, Channel
from campaigns.selectors import spend_by_day
from forecasts.core.errors import CannotForecast
from forecasts.core.mix.data import CREDIT_NOTES, FEWEST_WEEKS, LiftTest, MixData
from forecasts.core.mix.gates import WEEKS_PER_CHANNEL
from forecasts.selectors.controls import ControlUse, controls_of
from forecasts.selectors.lifts import MeasuredLift, measured_lifts
from forecasts.selectors.steps import by_step, weeks_before
from kpis.models import Definition
from kpis.selectors.freshness import newest_facts
from organisation.core.calendar import Window
from organisation.core.show import percent
from organisation.selectors import organisation, today

WEEKS = 156
LEAST_SHARE = 0.01
MOST_CHANNELS = 12
POOLED = "Other channels"
WHOLE_CHANNEL = 0.95
NINETY = 1.6449
Spend = Mapping[int, Mapping[date, float]]


@dataclass(frozen=True, slots=True)
class LiftUse:
    """A lift test of the register, and why it did not go in; empty where it did."""

    name: str
    channel: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Media:
    """What is fitted: the data, the channels in its order, what was left out, and the tests of the register."""

    data: MixData
    channels: Sequence[Channel]
    left_out: Sequence[str]
    tests: Sequence[LiftUse] = field(default=())
    controls: Sequence[ControlUse] = field(default=())

    @property
    def window(self) -> Window:
        return Window(self.data.weeks[0], self.data.weeks[-1] + timedelta(days=7))


def media(outcome: Definition, *, now: datetime) -> Media:
    """The newest whole weeks, at most three years, in which both outcome and spend are known, from the first spend on.

    Channels with less than 1 % of the spend, and the smallest of more than there are tens of weeks for, are pooled
    into one column that stands last and is told of by name. Raises CannotForecast.
    """
    company, day = organisation(), today(now)
    windows = weeks_before(day, count=WEEKS, week_starts=company.week_starts)
    values = by_step([outcome.key], windows, now=now).get(outcome.key, [])
    reached = newest_facts(day).get("spend")
    known = [
        (window, value)
        for window, value in zip(windows, values, strict=True)
        if value is not None and reached is not None and window.ends_on - timedelta(days=1) <= reached
    ]
    by_campaign = _weekly_spend(Window(windows[0].starts_on, windows[-1].ends_on))
    spending = [week for weeks in by_campaign.values() for week in weeks]
    known = [one for one in known if spending and one[0].starts_on >= min(spending)]
    spans = _last_stretch(known)
    _refuse_short(outcome, spans, len(known) - len(spans))
    channel_of = dict(Campaign.objects.filter(channel__isnull=False).values_list("pk", "channel_id"))
    weeks = tuple(one.starts_on for one, _ in spans)
    chosen, left_out = _channels(by_campaign, channel_of, weeks)
    tests, used = _tests(
        measured_lifts(), outcome, weeks, by_campaign, channel_of, {row.pk: row.name for row in chosen}
    )
    controls = controls_of(outcome, [one for one, _ in spans], now=now)
    data = MixData(
        weeks=weeks,
        outcome=np.array([value for _, value in spans], dtype=float),
        channels=(*(row.name for row in chosen), *([POOLED] if left_out else [])),
        spend=_table(weeks, chosen, by_campaign, channel_of, is_pooled=bool(left_out)),
        controls=controls.table,
        tests=tuple(tests),
        control_names=controls.names,
        season=controls.season,
    )
    return Media(data, chosen, left_out, used, controls.used)


def _last_stretch(known: Sequence[tuple[Window, float]]) -> list[tuple[Window, float]]:
    """The newest weeks that follow each other without a gap."""
    found: list[tuple[Window, float]] = []
    for one in reversed(known):
        if found and one[0].ends_on != found[-1][0].starts_on:
            break
        found.append(one)
    return found[::-1]


def _refuse_short(outcome: Definition, spans: Sequence[tuple[Window, float]], cut_off: int) -> None:
    """Raise CannotForecast where no week is known, or a gap leaves too few of those that are."""
    if not spans:
        raise CannotForecast(
            f"No week has both {outcome.name} and spend.", needs="Import spend and the outcome for the same weeks."
        )
    if cut_off and len(spans) < FEWEST_WEEKS:
        gap = spans[0][0].starts_on - timedelta(days=7)
        raise CannotForecast(
            f"{outcome.name} has no value in the week of {gap}; only the {len(spans)} weeks after it follow each other "
            f"without a gap, and a media mix needs at least {FEWEST_WEEKS}.",
            needs="Import the missing weeks, with 0 where nothing came.",
        )


def _weekly_spend(window: Window) -> Spend:
    """By campaign and first day of the week."""
    campaigns = Campaign.objects.values_list("pk", flat=True)
    found: dict[int, dict[date, float]] = {}
    for campaign, days in spend_by_day(window, campaigns=campaigns).items():
        weeks: dict[date, float] = defaultdict(float)
        for day, amount in days.items():
            weeks[window.starts_on + timedelta(days=7 * ((day - window.starts_on).days // 7))] += float(amount)
        found[campaign] = weeks
    return found


def _channels(spend: Spend, channel_of: Mapping[int, int], weeks: Sequence[date]) -> tuple[list[Channel], list[str]]:
    """Channels with a column of their own, the largest first, and the names of the others."""
    inside = set(weeks)
    totals: dict[int, float] = defaultdict(float)
    for campaign, by_week in spend.items():
        if campaign in channel_of:
            totals[channel_of[campaign]] += sum(amount for week, amount in by_week.items() if week in inside)
    if not totals:
        raise CannotForecast(
            "No spend belongs to a channel in these weeks.", needs="Give campaigns their channel, or import spend."
        )
    rows = Channel.objects.in_bulk(totals)
    if below := [rows[pk].name for pk in totals if totals[pk] < 0]:
        raise CannotForecast(f"Spend of {below[0]} adds up to less than nothing in these weeks.", needs=CREDIT_NOTES)
    least = LEAST_SHARE * sum(totals.values())
    order = sorted((pk for pk in totals if totals[pk] > 0), key=lambda pk: -totals[pk])
    room = min(MOST_CHANNELS, max(len(weeks) // WEEKS_PER_CHANNEL, 1))
    large = [pk for pk in order if totals[pk] >= least]
    chosen = large if len(order) == len(large) <= room else large[: max(room - 1, 1)]
    return [rows[pk] for pk in chosen], [rows[pk].name for pk in order if pk not in chosen]


def _table(
    weeks: Sequence[date], chosen: Sequence[Channel], spend: Spend, channel_of: Mapping[int, int], *, is_pooled: bool
) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    column = {row.pk: place for place, row in enumerate(chosen)}
    row_of = {week: place for place, week in enumerate(weeks)}
    table = np.zeros((len(weeks), len(chosen) + is_pooled))
    for campaign, by_week in spend.items():
        place = column.get(channel_of.get(campaign, 0), len(chosen))
        if campaign in channel_of and place < table.shape[1]:
            for week in by_week.keys() & row_of.keys():
                table[row_of[week], place] += by_week[week]
    return table


def _tests(
    lifts: Sequence[MeasuredLift], outcome: Definition, weeks: Sequence[date], spend: Spend,
    channel_of: Mapping[int, int], chosen: Mapping[int, str],
) -> tuple[list[LiftTest], list[LiftUse]]:  # fmt: skip
    """Tests that say what a whole channel added to this outcome in weeks of the fit; the others with their reason."""
    tests, told = [], []
    names = {outcome.key.casefold(), outcome.name.casefold()}
    for one in lifts:
        channel = channel_of.get(one.campaign, 0)
        inside = [place for place, week in enumerate(weeks) if one.first_day <= week + timedelta(days=6)
                  and week <= one.last_day]  # fmt: skip
        why = _why_not(one, names, inside, channel in chosen, [weeks[place] for place in inside], spend, channel_of)
        told.append(LiftUse(one.name, chosen.get(channel, ""), why))
        if not why:
            error = (one.high - one.low) / (2 * NINETY)
            tests.append(LiftTest(chosen[channel], inside[0], inside[-1], one.effect, error))
    return tests, told


def _why_not(
    one: MeasuredLift, names: set[str], inside: Sequence[int], is_fitted: bool, tested: Sequence[date], spend: Spend,
    channel_of: Mapping[int, int],
) -> str:  # fmt: skip
    if one.outcome.strip().casefold() not in names:
        return f"It measured “{one.outcome}”, not this outcome."
    if not inside:
        return "Its days lie outside the fitted weeks."
    if not is_fitted:
        return "Its channel is not among the fitted ones."
    if not one.high > one.low:
        return "Its interval has no width."
    mine = sum(spend.get(one.campaign, {}).get(week, 0.0) for week in tested)
    twins = [pk for pk, channel in channel_of.items() if channel == channel_of[one.campaign]]
    whole = sum(spend.get(pk, {}).get(week, 0.0) for pk in twins for week in tested)
    share = mine / whole if whole else 0.0
    return "" if share >= WHOLE_CHANNEL else f"Its campaign was {percent(share)} of the channel’s spend in these weeks."
