"""The truth report that ships with the code, as values for a page."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import TextIO

FILE = Path(__file__).resolve().parents[1] / "judging" / "truth.json"


@dataclass(frozen=True, slots=True)
class JudgedWorld:
    name: str
    sentence: str
    market: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """One model in one world; None where the number has no meaning there (`attribution.core.verdict`)."""

    world: str
    model: str
    spearman: float | None
    kendall: float | None
    share_error: float | None
    credited_to_caused: float | None
    idle_credit: float | None
    regret: float | None
    interval_coverage: float | None
    truth_coverage: float | None


@dataclass(frozen=True, slots=True)
class IntervalCheck:
    """How often a model's 90 % interval held the expected credit, over all worlds."""

    model: str
    intervals: int
    interval_coverage: float | None


@dataclass(frozen=True, slots=True)
class TruthReport:
    made_on: date
    seeds: int
    small: int
    worlds: Sequence[JudgedWorld]
    models: Sequence[IntervalCheck]
    rows: Sequence[Judgement]

    def of(self, world: str) -> Mapping[str, Judgement]:
        """By model."""
        return {row.model: row for row in self.rows if row.world == world}


def read(stream: TextIO) -> TruthReport:
    """The report from its JSON form."""
    told = json.load(stream)
    return TruthReport(
        made_on=date.fromisoformat(told["made_on"]),
        seeds=told["seeds"],
        small=told["small"],
        worlds=[JudgedWorld(**row) for row in told["worlds"]],
        models=[IntervalCheck(**row) for row in told["models"]],
        rows=[Judgement(**{field.name: row[field.name] for field in fields(Judgement)}) for row in told["rows"]],
    )


@cache
def shipped() -> TruthReport:
    """The report of this version of the code."""
    with FILE.open(encoding="utf-8") as stream:
        return read(stream)
