"""`manage.py fit_mix FILE --outcome COL --spend COL …`: what each channel brought, and how sure that is."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError, CommandParser

from forecasts.management.curve_files import mix_curves
from forecasts.management.offline import OfflineCommand, pairs
from forecasts.management.tables import Table, TableProblem, read_table

if TYPE_CHECKING:
    from forecasts.core.mix.data import LiftTest, MixData

DATE_COLUMNS = ("date", "week", "time", "DATE", "Date")


class Command(OfflineCommand):
    """One row per week; the date column is `date`, `week` or `time` unless --date names it."""

    help = (
        "Fit a media mix to a weekly CSV: return on spend per channel with range, reasons where it is not shown, "
        "and response curves for plan_budget."
    )

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--outcome", required=True, help="column of the outcome")
        parser.add_argument("--spend", required=True, nargs="+", help="columns of spend, in money")
        parser.add_argument("--controls", nargs="*", default=[], help="columns of other causes")
        parser.add_argument("--date", help="column of the week's date")
        parser.add_argument("--value", type=float, default=1.0, help="money that one unit of outcome is worth")
        parser.add_argument("--delayed", nargs="*", metavar="COL=WEEKS", help="channels whose effect peaks later")
        parser.add_argument("--tests", help="CSV of lift tests: channel, from, to, added, standard_error")
        parser.add_argument("--roas-prior", type=float, default=1.0, help="median of the belief about ROAS")
        parser.add_argument("--roas-spread", type=float, default=0.8, help="its standard deviation in logarithms")
        parser.add_argument("--no-season", action="store_true", help="without two yearly waves beside the trend")
        parser.add_argument("--engine", choices=["own", "pymc"], default="own", help="pymc needs the extra [mmm]")

    def answer(self, **options: Any) -> Mapping[str, object]:
        from forecasts.core.errors import CannotForecast
        from forecasts.core.mix.fit import Engine, fit_mix
        from forecasts.core.mix.posterior import RoasPrior

        if min(options["roas_prior"], options["roas_spread"], options["value"]) <= 0:
            raise CommandError("--value, --roas-prior and --roas-spread must be above 0.")
        data = _data(read_table(options["file"]), options)
        prior = RoasPrior(options["roas_prior"], options["roas_spread"])
        found = fit_mix(data, prior=prior, seed=options["seed"], engine=Engine(options["engine"]))
        if not any(channel.shown for channel in found.channels):
            reasons = " ".join(dict.fromkeys(f"{one.channel}: {' '.join(one.reasons)}" for one in found.channels))
            raise CannotForecast(f"No channel's return can be shown. {reasons}", needs="See the reasons.")
        return {
            "weeks": len(data.weeks), "level": 0.9, "seed": options["seed"], "engine": options["engine"],
            "controls": ["trend", *(["season"] if data.season else []), *data.control_names],
            "channels": [_channel(one) for one in found.channels],
            "held_out_error": found.model_error, "seasonal_naive_error": found.naive_error,
            "explained": found.explained, "drift": found.drift, "accepted": found.accepted,
            "curves": mix_curves(found, value=options["value"]),
        }  # fmt: skip


def _channel(one: Any) -> dict[str, object]:
    """A gated channel keeps its spend and its reasons, and no number that could be quoted."""
    told: dict[str, object] = {"channel": one.channel, "spend": one.spend, "shown": one.shown, "reasons": one.reasons}
    if one.shown:
        told |= {
            "roas": one.roas, "marginal_roas": one.marginal_roas, "contribution": one.contribution,
            "share": one.share, "assumption": one.assumption, "verdict": one.verdict,
        }  # fmt: skip
    return told


def _data(table: Table, options: Mapping[str, Any]) -> "MixData":
    import numpy as np

    from forecasts.core.mix.data import MixData

    given = options["date"] or next((name for name in DATE_COLUMNS if table.has(name)), "date")
    weeks = tuple(table.dates(given))
    names = tuple(dict.fromkeys(options["spend"]))
    peaks = pairs(options["delayed"], option="--delayed")
    if unknown := set(peaks) - set(names):
        raise CommandError(f"--delayed names {', '.join(sorted(unknown))}, which is not among --spend.")
    if any(peak not in range(13) for peak in peaks.values()):
        raise CommandError("--delayed takes whole weeks from 0 to 12.")
    order = np.argsort(np.array(weeks, dtype="datetime64[D]"), kind="stable")
    sorted_weeks = tuple(weeks[place] for place in order)
    columns = [np.array(table.numbers(name))[order] for name in (*names, *options["controls"])]
    return MixData(
        weeks=sorted_weeks,
        outcome=np.array(table.numbers(options["outcome"]))[order],
        channels=names,
        spend=np.stack(columns[: len(names)], axis=1),
        controls=np.stack(columns[len(names) :], axis=1) if options["controls"] else np.zeros((len(weeks), 0)),
        value=options["value"],
        peaks=tuple(int(peaks.get(name, 0)) for name in names),
        tests=_tests(options["tests"], sorted_weeks, names) if options["tests"] else (),
        control_names=tuple(options["controls"]),
        season=not options["no_season"],
    )


def _tests(path: str, weeks: tuple[Any, ...], channels: tuple[str, ...]) -> tuple["LiftTest", ...]:
    from forecasts.core.mix.data import LiftTest

    table = read_table(path, needed=["channel", "from", "to", "added", "standard_error"])
    starts, ends = table.dates("from"), table.dates("to")
    added, errors = table.numbers("added"), table.numbers("standard_error")
    found = []
    for row, channel in enumerate(table.text("channel")):
        inside = [place for place, week in enumerate(weeks) if starts[row] <= week <= ends[row]]
        if channel not in channels or not inside or not errors[row] > 0 or added[row] != added[row]:
            raise TableProblem(
                f"{table.name}, line {row + 2}: a lift test needs a channel of --spend, weeks of the file, "
                "what was added, and a standard error above 0."
            )
        found.append(LiftTest(channel, inside[0], inside[-1], added[row], errors[row]))
    return tuple(found)
