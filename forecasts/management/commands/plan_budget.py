"""`manage.py plan_budget CURVES`: where the next euro should go, or what a plan of your own brings."""

from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandError, CommandParser

from forecasts.management.curve_files import read_curves
from forecasts.management.offline import OfflineCommand, pairs

SCENARIOS = ("fixed-budget", "total-roi", "marginal-roi")
HORIZONS = ("90-days", "1-year", "3-years")


class Command(OfflineCommand):
    """CURVES is the JSON of fit_mix, or of forecast_campaign --curves; money is per week, or per campaign."""

    help = "Find the best plan on response curves within limits, or evaluate a plan of your own (--plan)."

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("curves")
        parser.add_argument("--scenario", choices=SCENARIOS, default=SCENARIOS[0])
        parser.add_argument("--budget", type=float, help="money per period; default what is spent now")
        parser.add_argument("--hurdle", type=float, default=0.0, help="ROI that total-roi or marginal-roi asks for")
        parser.add_argument("--change", type=float, default=0.25, help="largest change of a channel, 0.25 for ±25 %%")
        parser.add_argument("--lock", nargs="*", default=[], metavar="CHANNEL", help="channels that stay")
        parser.add_argument("--minimum", nargs="*", metavar="CHANNEL=MONEY", help="at least this much, or nothing")
        parser.add_argument("--brand", nargs="*", default=[], metavar="CHANNEL", help="channels that build the brand")
        parser.add_argument("--brand-floor", type=float, default=0.0, help="least share of the plan for brand")
        parser.add_argument(
            "--weight",
            nargs="*",
            metavar="CHANNEL=FACTOR",
            help="objective weight",
        )
        parser.add_argument("--long-term", nargs="*", metavar="CHANNEL=FACTOR", help="whole effect / measured effect")
        parser.add_argument("--horizon", choices=HORIZONS, default=HORIZONS[0])
        parser.add_argument("--periods", type=float, help="how many periods the plan lasts; 13 weeks, 1 campaign")
        parser.add_argument("--cautious", action="store_true", help="plan for the 20 %% quantile")
        parser.add_argument("--plan", nargs="+", metavar="CHANNEL=MONEY", help="evaluate this plan instead")

    def answer(self, **options: Any) -> Mapping[str, object]:
        from dataclasses import replace

        from forecasts.core.budget.advice import advise, evaluate
        from forecasts.core.budget.horizon import Horizon, assumption, multipliers

        curves, held, period = read_curves(options["curves"])
        long_term = pairs(options["long_term"], option="--long-term")
        weights = pairs(options["weight"], option="--weight")
        _refuse_options(curves.channels, {**long_term, **weights}, options)
        horizon = Horizon(options["horizon"].replace("-", " "))
        factors = multipliers(curves.channels, long_term, horizon)
        periods = options["periods"] or (13.0 if period == "week" else 1.0)
        curves = replace(curves, value=curves.value * factors, periods=periods)
        plan = pairs(options["plan"], option="--plan")
        advice = evaluate(curves, plan) if plan else advise(curves, _request(options, held, weights))
        return {
            "period": period,
            "periods": periods,
            "assumption": assumption(long_term, horizon),
            "not_moved": held,
            "advice": advice,
            "money": "moves in cents per period, worth and gain in money over all periods",
        }


def _request(options: Mapping[str, Any], held: Mapping[str, str], weights: Mapping[str, float]) -> Any:
    from forecasts.core.budget.request import PlanRequest, Scenario

    scenario = dict(zip(SCENARIOS, Scenario, strict=True))[options["scenario"]]
    return PlanRequest(
        scenario=scenario, budget=options["budget"], hurdle=options["hurdle"], change=options["change"],
        locked=frozenset(options["lock"]) | frozenset(held),
        minimum_buys=pairs(options["minimum"], option="--minimum"),
        brand=frozenset(options["brand"]), brand_floor=options["brand_floor"], weights=weights,
        cautious=options["cautious"],
    )  # fmt: skip


def _refuse_options(channels: tuple[str, ...], factors: Mapping[str, float], options: Mapping[str, Any]) -> None:
    if unknown := set(factors) - set(channels):
        raise CommandError(f"There is no channel {', '.join(sorted(unknown))}. Known are {', '.join(channels)}.")
    if min(factors.values(), default=0.0) < 0 or options["change"] < 0 or not 0 <= options["brand_floor"] <= 1:
        raise CommandError("Factors and --change must not be below 0, and --brand-floor lies between 0 and 1.")
    if options["periods"] is not None and options["periods"] <= 0:
        raise CommandError("--periods must be above 0.")
