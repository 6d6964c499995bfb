"""Read the newest media mix of an outcome, with what it says and how it drifted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forecasts.core.drawing import Axis, band, colour, figure, line, points
from forecasts.core.interval import Interval
from forecasts.models import MixChannel, MixFit
from kpis.models import Definition
from okrs.core.chart import Cell, Chart, Column, Twin
from organisation.core import show

HISTORY = 8
UNCERTAIN = 0.8


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier fit: each channel now shown with its return then, None where its gate was closed."""

    fit: MixFit
    returns: Sequence[tuple[str, Interval | None]]


@dataclass(frozen=True, slots=True)
class MixPage:
    """One fit with its channels, drawings and history; `told` are channels whose gates are open."""

    fit: MixFit
    told: Sequence[MixChannel]
    closed: Sequence[MixChannel]
    contributions: Chart | None
    curves: Chart | None
    history: Sequence[Earlier]

    @property
    def common(self) -> Sequence[str]:
        """Reasons that close every channel, to be said once."""
        rows = [*self.told, *self.closed]
        first = rows[0].reasons if rows else []
        return [reason for reason in first if all(reason in row.reasons for row in rows)]

    def own(self) -> Sequence[tuple[MixChannel, Sequence[str]]]:
        """Channels behind a closed gate with the reasons that are theirs alone."""
        return [(row, [one for one in row.reasons if one not in self.common]) for row in self.closed]

    @property
    def finding(self) -> str:
        """What the fit says in one sentence."""
        if self.fit.reason:
            return "No mix can be fitted to these data yet."
        if not self.told:
            return f"None of {len(self.closed)} channels can be told apart from the others and the season yet."
        best = max(self.told, key=lambda row: row.roas or 0.0)
        assumed = sum((row.assumption or 0) > UNCERTAIN for row in self.told)
        if assumed == len(self.told):
            return f"No return rests on data yet: {_all(assumed)} mostly on assumption, and lift tests would tell."
        doubt = f"; {assumed} of {len(self.told)} rest mostly on assumption" if assumed else ""
        span = f"{show.multiple(best.roas_low)} to {show.multiple(best.roas_high)}"
        return f"{best.label} brought back most per unit of money, {show.multiple(best.roas)} ({span}){doubt}."


def _all(count: int) -> str:
    return f"those of all {count} channels rest" if count > 1 else "that of the one channel rests"


def mix_page(outcome: Definition) -> MixPage | None:
    """What the page shows of an outcome; None before its first fit. Four queries."""
    fits = list(MixFit.objects.filter(outcome=outcome.key).defer("curves", "weekly", "drawn")[: HISTORY + 1])
    if not fits:
        return None
    newest = MixFit.objects.get(pk=fits[0].pk)
    rows = list(newest.channels.select_related("channel"))
    told = [row for row in rows if not row.reasons]
    return MixPage(
        fit=newest,
        told=told,
        closed=[row for row in rows if row.reasons],
        contributions=_contributions(newest, told, outcome),
        curves=_curves(newest, told),
        history=_history(fits[1:], told),
    )


def _history(fits: Sequence[MixFit], told: Sequence[MixChannel]) -> list[Earlier]:
    found: dict[int, dict[int, Interval]] = {fit.pk: {} for fit in fits}
    for row in MixChannel.objects.filter(fit__in=list(found)):
        if row.roas_low is not None and row.roas is not None and row.roas_high is not None:
            found[row.fit_id][row.channel_id] = Interval(row.roas_low, row.roas, row.roas_high)
    return [
        Earlier(fit, [(row.label, found[fit.pk].get(row.channel_id)) for row in told]) for fit in fits if not fit.reason
    ]


def _contributions(fit: MixFit, told: Sequence[MixChannel], outcome: Definition) -> Chart | None:
    if not told:
        return None
    weekly: Mapping[str, Mapping[str, Sequence[float]]] = fit.weekly
    weeks: Sequence[str] = fit.weekly["weeks"]
    parts = [weekly["channels"][row.label] for row in told]
    traces = [
        line(row.label, weeks, part, tone=colour(place), stack="media")
        for place, (row, part) in enumerate(zip(told, parts, strict=True))
    ]
    traces.append(line(outcome.name, weeks, fit.weekly["outcome"], tone="ink-2"))
    most = max(told, key=lambda row: row.share or 0.0)
    share = f"{show.percent(most.share)} ({show.percent(most.share_low)} to {show.percent(most.share_high)})"
    columns = [Column("Week of"), Column(outcome.name, True), *[Column(row.label, True) for row in told]]
    rows = [
        [Cell(week), *[Cell(f"{value:,.0f}", value) for value in (total, *values)]]
        for week, total, *values in zip(weeks, fit.weekly["outcome"], *parts, strict=True)
    ]
    return Chart(
        f"{most.label} added most of the channels shown: {share} of {outcome.name.lower()}",
        "Mean of what each shown channel added by week, one upon another, below the whole outcome; the ranges of their "
        "shares stand in the table above.",
        figure(traces, x=Axis(is_date=True), y=Axis(tickformat=",.3~s")),
        Twin(columns, rows),
    )


def _curves(fit: MixFit, told: Sequence[MixChannel]) -> Chart | None:
    if not told:
        return None
    current = dict(zip(fit.curves["channels"], fit.curves["current"], strict=True))
    traces, rows = [], []
    for place, row in enumerate(told):
        drawn, tone, now = fit.drawn[row.label], colour(place), current[row.label]
        traces += [*band(drawn["x"], drawn["low"], drawn["high"], tone=tone)]
        traces.append(line(row.label, drawn["x"], drawn["y"], tone=tone))
        traces.append(_now(row, drawn, now, tone))
        rows += [
            [Cell(row.label), *[Cell(f"{value:,.0f}", value) for value in values]]
            for values in zip(drawn["x"], drawn["y"], drawn["low"], drawn["high"], strict=True)
        ]
    return Chart(
        "What more or less spend a week would bring",
        "Response to steady weekly spend, with its 90 % range up to the largest week seen; the dot is the last year’s "
        "weekly mean.",
        figure(traces, x=Axis(title="Spend a week", tickformat=",.3~s"), y=Axis(tickformat=",.3~s")),
        Twin([Column("Channel"), *[Column(name, True) for name in ("Spend a week", "Brings", "From", "To")]], rows),
    )


def _now(row: MixChannel, drawn: Mapping[str, Sequence[float]], now: float, tone: str) -> dict[str, object]:
    """The dot of today on a drawn curve."""
    at = next((place for place, spend in enumerate(drawn["x"]) if spend >= now), len(drawn["x"]) - 1)
    before = max(at - 1, 0)
    width = drawn["x"][at] - drawn["x"][before]
    part = (now - drawn["x"][before]) / width if width else 0.0
    height = drawn["y"][before] + part * (drawn["y"][at] - drawn["y"][before])
    return {**points(f"{row.label} now", [now], [height], tone=tone), "showlegend": False}
