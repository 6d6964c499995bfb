"""`manage.py forecast_campaign HISTORY PLAN`: what planned campaigns will bring, from closed ones."""

from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandError, CommandParser

from forecasts.management.curve_files import launch_curve_document
from forecasts.management.offline import OfflineCommand, plain, write_text
from forecasts.management.tables import Table, TableProblem, read_table


class Command(OfflineCommand):
    """HISTORY: channel, type, spend, outcome; PLAN: channel, type, spend; `campaign` names a row in both."""

    help = (
        "Forecast planned campaigns (PLAN: channel, type, spend) from closed ones (HISTORY: channel, type, spend, "
        "outcome). A column campaign names the rows."
    )

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("history")
        parser.add_argument("plan")
        parser.add_argument("--value", type=float, default=1.0, help="money that one unit of outcome is worth")
        parser.add_argument("--hurdle", type=float, default=0.0, help="ROI to reach, 0.2 for 20 %%")
        parser.add_argument("--curves", help="JSON to write: response curves of the plan for plan_budget")

    def answer(self, **options: Any) -> Mapping[str, object]:
        import json

        from forecasts.core.errors import CannotForecast
        from forecasts.core.launch.curves import launch_curves
        from forecasts.core.launch.history import ClosedCampaign
        from forecasts.core.launch.model import fit_launches
        from forecasts.core.launch.predict import PlannedCampaign, forecast_launch

        if not options["value"] > 0:
            raise CommandError("--value must be above 0.")
        past = read_table(options["history"], needed=["channel", "type", "spend", "outcome"])
        plan = read_table(options["plan"], needed=["channel", "type", "spend"])
        model = fit_launches([ClosedCampaign(*row) for row in _rows(past, ["spend", "outcome"])])
        plans = [PlannedCampaign(*row) for row in _rows(plan, ["spend"])]
        told: list[dict[str, object]] = []
        for one in plans:
            try:
                found = forecast_launch(
                    model, one, value=options["value"], hurdle=options["hurdle"], seed=options["seed"]
                )
                told.append({"campaign": one.name, "spend": one.spend, **plain(found)})
            except CannotForecast as refusal:
                told.append({"campaign": one.name, "refused": refusal.reason, "needs": refusal.needs})
        if all("refused" in one for one in told):
            raise TableProblem(f"Nothing could be forecast. {told[0]['refused']} {told[0]['needs']}")
        if options["curves"]:
            good = [one for one in plans if one.spend > 0]
            curves = launch_curves(model, good, value=options["value"], seed=options["seed"])
            write_text(options["curves"], json.dumps(plain(launch_curve_document(curves))) + "\n")
        return {"level": 0.8, "hurdle": options["hurdle"], "seed": options["seed"], "campaigns": told}


def _rows(table: Table, amounts: list[str]) -> list[tuple[Any, ...]]:
    """Name, channel, type and amounts by row; a blank amount is unknown, and an unknown amount cannot be used."""
    names = table.text("campaign") if table.has("campaign") else [f"row {row + 1}" for row in range(len(table))]
    numbers = [table.numbers(column) for column in amounts]
    for column, values in zip(amounts, numbers, strict=True):
        for line, value in enumerate(values, start=2):
            if value != value:
                raise TableProblem(f"{table.name}, line {line}: {column} is blank. Fill it in or leave the row out.")
    return list(zip(names, table.text("channel"), table.text("type"), *numbers, strict=True))
