"""Result files of the offline commands: <model>.csv and summary.json, byte for byte the same for the same facts."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from attribution.core.bootstrap import FEWEST_UNITS, LEVEL
from attribution.core.models import Model
from attribution.core.rounding import rounded_parts
from attribution.core.settings import BEGINNING, END, Settings
from attribution.core.transitions import Floats
from attribution.engine.outcome import Estimate, Grouped, Outcome
from attribution.engine.versions import versions

COLUMNS = ("conversions", "value", "removal_effect", "low", "high")
# Printed digits after the point; parts of a total are rounded on this grid so that they sum to it.
DIGITS = 9


@dataclass(frozen=True, slots=True)
class Report:
    """What goes into the folder."""

    outcome: Outcome
    channels: Sequence[str]
    campaigns: Sequence[str]
    settings: Settings
    left_out: Mapping[str, str]
    notes: Mapping[str, int]


def write(report: Report, folder: Path) -> None:
    """One file a model, one a model by campaign where touches name campaigns, and the summary."""
    folder.mkdir(parents=True, exist_ok=True)
    won, value = attributed(report.outcome)
    for model, estimate in report.outcome.channels.models.items():
        names = [report.channels[code] for code in report.outcome.channels.ids]
        _write_table(folder / f"{model}.csv", "channel", names, estimate, won=won, value=value)
    if report.outcome.campaigns is not None and report.campaigns:
        _write_campaigns(report, report.outcome.campaigns, folder / "campaigns", won=won, value=value)
    text = json.dumps(_summary(report), indent=2, sort_keys=True, ensure_ascii=False)
    (folder / "summary.json").write_text(text + "\n", encoding="utf-8")


def attributed(outcome: Outcome) -> tuple[float, float]:
    """Conversions and value that touches share."""
    return (
        sum(total.conversions - total.unattributed_conversions for total in outcome.totals),
        sum(total.value - total.unattributed_value for total in outcome.totals),
    )


def _write_campaigns(report: Report, found: Grouped, folder: Path, *, won: float, value: float) -> None:
    folder.mkdir(exist_ok=True)
    names = [report.campaigns[code] if code >= 0 else "(no campaign)" for code in found.ids]
    for model, estimate in found.models.items():
        _write_table(folder / f"{model}.csv", "campaign", names, estimate, won=won, value=value)


def _write_table(
    file: Path, heading: str, names: Sequence[str], estimate: Estimate, *, won: float, value: float
) -> None:
    band = estimate.conversion_band
    columns = [
        _parts(estimate.conversions, won),
        _parts(estimate.value, value),
        [""] * len(names) if estimate.removal_effect is None else [_plain(x) for x in estimate.removal_effect],
        [""] * len(names) if band is None else [_plain(x, 4) for x in band.low],
        [""] * len(names) if band is None else [_plain(x, 4) for x in band.high],
    ]
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow([heading, *COLUMNS])
        writer.writerows(zip(names, *columns, strict=True))


def _parts(amounts: Floats, whole: float) -> list[str]:
    """Amounts printed so that they sum to the whole, digit for digit; far larger numbers are printed as they are."""
    if not len(amounts) or max(abs(whole), float(np.abs(amounts).max())) * 10**DIGITS > 2**62:
        return [_plain(amount) for amount in amounts]
    steps = rounded_parts(amounts * 10**DIGITS, whole=round(whole * 10**DIGITS))
    return [_decimal(int(step)) for step in steps]


def _decimal(steps: int) -> str:
    whole, rest = divmod(abs(steps), 10**DIGITS)
    text = f"{whole}.{rest:0{DIGITS}d}".rstrip("0").rstrip(".")
    return f"-{text}" if steps < 0 else text


def _plain(number: float, digits: int = DIGITS) -> str:
    text = f"{number:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _summary(report: Report) -> dict[str, object]:
    totals, outcome = report.outcome.totals, report.outcome
    lost = sum(t.unattributed_conversions for t in totals), sum(t.unattributed_value for t in totals)
    return {
        "totals": {
            "conversions": _number(sum(t.conversions for t in totals)),
            "value": _number(sum(t.value for t in totals)),
            "null_journeys": _number(outcome.null_journeys),
            "channels": len(outcome.channels.ids),
            "converting_units": outcome.converting_units,
            "unknown_values": sum(t.unknown_values for t in totals),
            **report.notes,
        },
        "unattributed": {"conversions": _number(lost[0]), "value": _number(lost[1])},
        "models": [model.value for model in outcome.channels.models],
        "left_out": dict(report.left_out),
        "intervals": _intervals(report),
        "settings": _settings(report.settings),
        "versions": versions(),
    }


def _intervals(report: Report) -> dict[str, object]:
    given = any(e.conversion_band is not None for e in report.outcome.channels.models.values())
    units = report.outcome.converting_units
    if given:
        reason = "low and high bound the middle of the bootstrap replicates of conversions"
    elif units < FEWEST_UNITS:
        reason = f"{units} converting units; intervals need {FEWEST_UNITS}"
    else:
        reason = "no replicates were asked for"
    return {"given": given, "level": LEVEL, "replicates": report.settings.replicates, "reason": reason}


def _settings(settings: Settings) -> dict[str, object]:
    found = asdict(settings)
    for name in ("models", "ticks", "milestone", "unit_kind", "direct_channels"):
        del found[name]
    for name, edge in (("starts_at", BEGINNING), ("ends_at", END)):
        if found[name] == edge:
            found[name] = None
    return found


def _number(value: float) -> float | int:
    rounded = round(value, DIGITS)
    return int(rounded) if rounded == int(rounded) else rounded


def without_dates(models: Sequence[Model]) -> dict[str, str]:
    """Models that grouped paths cannot feed."""
    return {m.value: "grouped paths carry no dates" for m in models if m is Model.TIME_DECAY}
