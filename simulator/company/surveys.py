"""Readings that no system computes: surveys, and the spreadsheet that nobody owns."""

from __future__ import annotations

from datetime import date

import numpy as np

from simulator.company.facts import Facts
from simulator.core.draws import Draws
from simulator.core.tables import Table, ids

SHEET = "happiness_final_v7.xlsx"
MYSTERY_KPI, SHEET_KEY = "Customer happiness index", "customer_happiness_index"
NPS_ANSWERS, BRAND_ANSWERS = 400, 600
_BRAND = {
    "unaided_awareness": (0.17, 0.28),
    "aided_awareness": (0.44, 0.56),
    "recall": (0.21, 0.30),
    "consideration": (0.12, 0.16),
}
"""Share of yes at the start and the end of the two years."""
_PROMOTERS, _DETRACTORS = (0.44, 0.49), (0.21, 0.19)


def survey_readings(facts: Facts) -> Table:
    """Waves in the last month of every quarter (NPS) and the middle of every month (brand), up to today."""
    rows: list[tuple[str, date, int, int, int]] = []
    for number, month in enumerate(facts.calendar.months):
        day = month.replace(day=15)
        if day < facts.calendar.today:
            rows += [(measure, day, BRAND_ANSWERS, _yes(measure, number, facts.draws), 0) for measure in _BRAND]
            if number % 3 == 1:
                rows.append(("nps", day, NPS_ANSWERS, *_nps(number, facts.draws)))
    measure, taken, answers, positive, negative = (list(column) for column in zip(*rows, strict=True))
    return Table(
        "survey_readings.csv",
        {
            "external_id": ids("N", np.arange(len(rows))),
            "measure": measure,
            "taken_on": taken,
            "respondents": answers,
            "positive": positive,
            "negative": negative,
        },
    )


def level(readings: Table, measure: str, day: date) -> float | None:
    """The last reading before a day: points for NPS, per cent for the others; None while there is none."""
    columns = (readings.columns[name] for name in ("measure", "taken_on", "respondents", "positive", "negative"))
    values = [
        100 * (int(str(yes)) - int(str(no))) / int(str(answers))
        for name, taken, answers, yes, no in zip(*columns, strict=True)
        if name == measure and str(taken) < day.isoformat()
    ]
    return round(values[-1], 1) if values else None


def kpi_values(facts: Facts) -> Table:
    """Monthly values typed from a sheet: no source that can be opened, no owner."""
    months = [month for month in facts.calendar.months if month.replace(day=28) < facts.calendar.today]
    wobble = facts.draws.normal("happiness", np.arange(len(months)))
    values = [f"{71 + 0.2 * number + float(noise):.1f}" for number, noise in enumerate(wobble)]
    return Table(
        "kpi_values.csv",
        {
            "kpi": [MYSTERY_KPI] * len(months),
            "measured_on": [month.replace(day=28) for month in months],
            "value": values,
            "unit": ["points"] * len(months),
            "owner": [""] * len(months),
            "source": [SHEET] * len(months),
        },
    )


def happiness(values: Table, day: date) -> float | None:
    """The sheet's last value before a day."""
    columns = values.columns
    pairs = zip(columns["measured_on"], columns["value"], strict=True)
    known = [float(str(value)) for taken, value in pairs if str(taken) < day.isoformat()]
    return known[-1] if known else None


def _yes(measure: str, month: int, draws: Draws) -> int:
    start, end = _BRAND[measure]
    return _answers(start + (end - start) * month / 23, BRAND_ANSWERS, f"survey/{measure}", month, draws)


def _nps(month: int, draws: Draws) -> tuple[int, int]:
    shares = [start + (end - start) * month / 23 for start, end in (_PROMOTERS, _DETRACTORS)]
    positive = _answers(shares[0], NPS_ANSWERS, "survey/promoters", month, draws)
    return positive, min(_answers(shares[1], NPS_ANSWERS, "survey/detractors", month, draws), NPS_ANSWERS - positive)


def _answers(share: float, answers: int, stream: str, month: int, draws: Draws) -> int:
    spread = np.sqrt(share * (1 - share) * answers)
    return int(np.rint(share * answers + 0.6 * spread * float(draws.normal(stream, month)[0])))
