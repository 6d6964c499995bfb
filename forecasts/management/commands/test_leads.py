"""`manage.py test_leads FILE`: which KPIs lead their outcome, in words."""

from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandParser

from forecasts.management.offline import OfflineCommand
from forecasts.management.tables import TableProblem, read_table
from forecasts.management.timelines import timeline


class Command(OfflineCommand):
    """Columns: pair (name of the claim), time (date or index), kpi, outcome."""

    help = "Judge claims that a KPI leads an outcome, from a CSV with the columns pair, time, kpi and outcome."

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--season", type=float, help="steps in a season; 0 for none; default by the dates")

    def answer(self, **options: Any) -> Mapping[str, object]:
        import numpy as np

        from forecasts.core.leads.court import Claim, Verdict, judge

        table = read_table(options["file"], needed=["pair", "time", "kpi", "outcome"])
        rows_of: dict[str, list[int]] = {}
        for row, name in enumerate(table.text("pair")):
            rows_of.setdefault(name, []).append(row)
        kpi, outcome = table.numbers("kpi"), table.numbers("outcome")
        claims = []
        for name, rows in rows_of.items():
            when = timeline(table, rows, column="time")
            season = {7: 0.0, 52: 365.25 / 7}.get(when.season_length, float(when.season_length))
            leading, led = (np.array(when.spread([values[row] for row in rows])) for values in (kpi, outcome))
            claims.append(Claim(name, leading, led, season if options["season"] is None else options["season"]))
        rulings = judge(claims)
        if all(one.verdict in (Verdict.TOO_EARLY, Verdict.UNUSABLE) for one in rulings):
            said = " ".join(f"{one.name}: {one.sentence}" for one in rulings[:5])
            raise TableProblem(f"No claim can be judged. {said} Record both series for longer.")
        return {"level": 0.9, "false_discoveries": 0.1, "rulings": rulings}
