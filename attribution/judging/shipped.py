"""The report in words and tables: for the terminal, for the docs, and as the file that ships with the code."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from attribution.core.truth import FILE

DOCS = Path(__file__).resolve().parents[2] / "docs" / "attribution.md"
BEGINS, ENDS = "<!-- truth report begins -->", "<!-- truth report ends -->"
COLUMNS = {
    "spearman": "Spearman",
    "kendall": "Kendall",
    "share_error": "share error",
    "credited_to_caused": "credited / caused",
    "idle_credit": "idle credit",
    "regret": "regret",
    "interval_coverage": "own 90 %",
    "truth_coverage": "truth",
}
GRIDS = {
    "spearman": "Rank correlation with the truth (Spearman; 1 is the right order)",
    "share_error": "Share error (0 is right, 1 all wrong)",
    "credited_to_caused": "Credited over caused (1 is right)",
    "regret": "Missed gain when a tenth of the weaker channels’ money follows the model (0 none, above 1 a loss)",
}
Report = Mapping[str, Any]


def write(report: Report, folder: Path) -> None:
    """truth.json and truth.md; files of these names are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "truth.json").write_text(_json(report), encoding="utf-8")
    (folder / "truth.md").write_text(as_markdown(report), encoding="utf-8")


def ship(report: Report) -> None:
    """Renew the file that the page shows, and the table in the docs."""
    FILE.write_text(_json(report), encoding="utf-8")
    text = DOCS.read_text(encoding="utf-8")
    before, rest = text.split(BEGINS)
    DOCS.write_text(f"{before}{BEGINS}\n\n{as_markdown(report)}\n{ENDS}{rest.split(ENDS)[1]}", encoding="utf-8")


def as_text(report: Report) -> str:
    """One line per world and model, in columns."""
    head = ["world", "model", *COLUMNS.values()]
    rows = [[row["world"], row["model"], *(_number(row[name]) for name in COLUMNS)] for row in report["rows"]]
    widths = [max(len(line[place]) for line in [head, *rows]) for place in range(len(head))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths)) for line in [head, *rows])  # noqa: B905


def as_markdown(report: Report) -> str:
    """What every model is worth over all worlds, then the numbers that matter by world."""
    worlds = [world["name"] for world in report["worlds"]]
    parts = [
        f"Made on {report['made_on']} with `manage.py judge_attribution --ship`: {report['seeds']} worlds of full size "
        f"of each kind, and {report['small']} small ones of each for the intervals. Means over all kinds:",
        _table(["model", *COLUMNS.values()], [[row["model"], *_means(report, row)] for row in report["models"]]),
    ]
    for name, title in GRIDS.items():
        found = {(row["model"], row["world"]): row[name] for row in report["rows"]}
        rows = [[one["model"], *(_number(found[one["model"], world]) for world in worlds)] for one in report["models"]]
        parts += [f"{title}:", _table(["model", *(world.replace("_", " ") for world in worlds)], rows)]
    return "\n\n".join(parts) + "\n"


def _means(report: Report, model: Mapping[str, Any]) -> Sequence[str]:
    own = [row for row in report["rows"] if row["model"] == model["model"]]
    means = []
    for name in COLUMNS:
        known = [row[name] for row in own if row[name] is not None]
        mean = fmean(known) if known else None
        means.append(_number(model["interval_coverage"] if name == "interval_coverage" else mean))
    return means


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|---|" + "--:|" * (len(head) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _json(report: Report) -> str:
    return json.dumps(report, indent=1, ensure_ascii=False) + "\n"
