"""A planned campaign before launch, from stored curves: what it brings, on what that rests, what it would move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from forecasts.core.interval import Interval
from forecasts.core.launch.curve import Curve, Returns, chance_with, returns, span
from forecasts.models import LaunchCurve, LaunchFit, Outlook
from forecasts.selectors.outlook import latest_outlook_run
from okrs.models import KeyResult

CLOSEST = 5
DRAWS_ADDED = 200
Outcome = LaunchFit.Outcome


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody means to spend; `channel` and `kind` as campaigns name them."""

    channel: str
    kind: str
    spend: float


@dataclass(frozen=True, slots=True)
class PastCampaign:
    """A closed campaign that a forecast rests on."""

    name: str
    channel: str
    kind: str
    spend: float
    outcome: float


@dataclass(frozen=True, slots=True)
class Moved:
    """What a key result would get, and its chance before and after; no chances where it has no outlook."""

    key_result: KeyResult
    share: float
    added: Interval
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Launch:
    """A plan with its ranges by outcome; `returns` are those of the outcome that ROI is asked of."""

    plan: Plan
    outcomes: Mapping[str, Interval]
    returns: Returns | None
    built_on: str
    closest: Sequence[PastCampaign]
    warnings: Sequence[str]
    moved: Moved | None


def newest_fits() -> Mapping[str, LaunchFit]:
    """The newest published fit of each outcome; one query."""
    rows = LaunchFit.objects.filter(published_at__isnull=False).order_by("outcome", "-published_at", "-pk")
    return {row.outcome: row for row in rows.distinct("outcome")}


def launches(
    plans: Sequence[Plan], fits: Mapping[str, LaunchFit], *, money: str, hurdle: float, key_result: KeyResult | None
) -> list[Launch]:
    """Every plan with the fits; three queries for any number of plans."""
    curves = _curves(plans, fits)
    outlook = _outlook(key_result)
    return [_launch(plan, fits, curves, money, hurdle, key_result, outlook) for plan in plans]


def movable(fits: Mapping[str, LaunchFit]) -> Sequence[KeyResult]:
    """Key results that a campaign's outcome adds to."""
    ids = {int(pk) for fit in fits.values() for pk in fit.reach}
    return list(KeyResult.objects.filter(pk__in=ids).select_related("objective").order_by("name"))


Curves = Mapping[tuple[str, str, str], Curve]


def _curves(plans: Sequence[Plan], fits: Mapping[str, LaunchFit]) -> Curves:
    rows = LaunchCurve.objects.filter(
        fit__in=fits.values(),
        channel__in={"", *(plan.channel for plan in plans)},
        kind__in={"", *(plan.kind for plan in plans)},
    ).select_related("fit")
    return {(row.fit.outcome, row.channel, row.kind): Curve(row.levels, row.elasticities) for row in rows}


def _outlook(key_result: KeyResult | None) -> Outlook | None:
    if key_result is None:
        return None
    return Outlook.objects.filter(run=latest_outlook_run(), key_result=key_result).defer("chart").first()


def _launch(
    plan: Plan,
    fits: Mapping[str, LaunchFit],
    curves: Curves,
    money: str,
    hurdle: float,
    key_result: KeyResult | None,
    outlook: Outlook | None,
) -> Launch:
    found = {outcome: _curve_of(plan, fit, curves) for outcome, fit in fits.items()}
    known = {outcome: curve for outcome, curve in found.items() if curve is not None}
    past = [PastCampaign(*row) for row in fits[money].campaigns] if money in fits else []
    return Launch(
        plan=plan,
        outcomes={outcome: span(curve.outcomes(plan.spend)) for outcome, curve in known.items()},
        returns=returns(known[money], plan.spend, hurdle=hurdle) if money in known else None,
        built_on=_built_on(plan, past),
        closest=sorted(past, key=lambda one: _apart(one, plan))[:CLOSEST],
        warnings=_warnings(plan, past),
        moved=_moved(plan, fits, known, key_result, outlook),
    )


def _curve_of(plan: Plan, fit: LaunchFit, curves: Curves) -> Curve | None:
    """The curve of the plan's channel and kind; that of any channel or kind where no closed campaign had it."""
    channels, kinds = {row[1] for row in fit.campaigns}, {row[2] for row in fit.campaigns}
    channel, kind = plan.channel if plan.channel in channels else "", plan.kind if plan.kind in kinds else ""
    return curves.get((fit.outcome, channel, kind))


def _apart(one: PastCampaign, plan: Plan) -> tuple[int, float]:
    distance = (one.channel != plan.channel) * 2 + (one.kind != plan.kind)
    return distance, abs(log(one.spend / plan.spend))


def _built_on(plan: Plan, past: Sequence[PastCampaign]) -> str:
    pair = sum((one.channel, one.kind) == (plan.channel, plan.kind) for one in past)
    channel = sum(one.channel == plan.channel for one in past)
    return f"{len(past)} closed campaigns: {pair} of the same channel and kind, {channel} of the same channel"


def _warnings(plan: Plan, past: Sequence[PastCampaign]) -> list[str]:
    said = []
    if past and plan.channel not in {one.channel for one in past}:
        said.append(f"No closed campaign used {plan.channel or 'this channel'}: the range is that of any channel.")
    if past and plan.spend > 2 * max(one.spend for one in past):
        said.append("The plan spends more than twice the largest closed campaign; nothing shows what happens there.")
    return said


def _moved(
    plan: Plan,
    fits: Mapping[str, LaunchFit],
    known: Mapping[str, Curve],
    key_result: KeyResult | None,
    outlook: Outlook | None,
) -> Moved | None:
    if key_result is None:
        return None
    key = str(key_result.pk)
    fit = next((fit for outcome, fit in fits.items() if key in fit.reach and outcome in known), None)
    if fit is None:
        return None
    share = float(fit.reach[key].get(plan.channel, fit.reach[key].get("", 0.0)))
    added = [share * one for one in known[fit.outcome].outcomes(plan.spend)]
    before = after = None
    if outlook is not None and outlook.chance is not None and outlook.target is not None:
        before = float(outlook.chance)
        after = chance_with(outlook.ends, added[:DRAWS_ADDED], target=float(outlook.target))
    return Moved(key_result, share, span(added), before, after)
