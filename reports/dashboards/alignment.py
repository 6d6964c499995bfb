"""The quarterly alignment dashboard as values: made by the worker, stored as JSON, shown by a template."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from reports.figures.drawing import Drawing, from_json


@dataclass(frozen=True, slots=True)
class Part:
    """A component of the score, 0 to 1; `value` is None without data, and `reason` says why."""

    label: str
    value: float | None
    reason: str
    weight: float
    points: float | None


@dataclass(frozen=True, slots=True)
class ScorePanel:
    """The score with its two halves; `value` is None when the cycle cannot be scored."""

    run: int
    value: float | None
    reason: str
    band: str
    structure: float | None
    result: float | None
    low: float | None
    high: float | None
    models: int
    parts: tuple[Part, ...]

    @property
    def structure_share(self) -> float | None:
        return None if self.structure is None else self.structure / 100

    @property
    def result_share(self) -> float | None:
        return None if self.result is None else self.result / 100


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    """A business objective: how marketing's objectives for it stand, its money, its credited pipeline."""

    name: str
    family: str
    category: str
    owned_with: str
    status: str
    progress: float | None
    expected: float | None
    spend_share: float | None
    target_share: float
    verdict: str
    credited: float | None
    evidence: int
    objectives: tuple[tuple[int, str], ...]
    outlook: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A number the board asks for; `no_data` says why there is none."""

    label: str
    value: str
    note: str
    definition: str
    formula: str
    no_data: str


@dataclass(frozen=True, slots=True)
class AlignmentPage:
    """Everything the page shows, and what it is reconciled to."""

    cycle: str
    as_of: str
    day: int
    days: int
    currency: str
    sentence: str
    warning: str
    lede: str
    score: ScorePanel
    objectives: tuple[ObjectiveLine, ...]
    measures: tuple[Measure, ...]
    credit: Drawing | None
    no_credit: str
    money: Drawing | None
    no_money: str
    model: str
    proofs: tuple[str, ...]
    gaps: tuple[str, ...]
    flow: Drawing | None = None
    mix: str = ""

    @property
    def computed_at(self) -> datetime:
        return datetime.fromisoformat(self.as_of)

    def as_json(self) -> dict[str, Any]:
        drawings = {name: drawn.as_json() if drawn else None for name, drawn in self._drawings().items()}
        return {**asdict(self), **drawings}

    def _drawings(self) -> Mapping[str, Drawing | None]:
        return {"credit": self.credit, "money": self.money, "flow": self.flow}


def read(stored: Mapping[str, Any]) -> AlignmentPage:
    """The page out of what the worker stored."""
    score = stored["score"]
    parts = {
        "score": ScorePanel(**{**score, "parts": tuple(Part(**part) for part in score["parts"])}),
        "objectives": tuple(
            ObjectiveLine(**{**line, "objectives": tuple((pk, name) for pk, name in line["objectives"])})
            for line in stored["objectives"]
        ),
        "measures": tuple(Measure(**measure) for measure in stored["measures"]),
        "credit": from_json(stored["credit"]) if stored["credit"] else None,
        "money": from_json(stored["money"]) if stored["money"] else None,
        "flow": from_json(stored["flow"]) if stored.get("flow") else None,
        "proofs": tuple(stored["proofs"]),
        "gaps": tuple(stored["gaps"]),
    }
    return AlignmentPage(**{**stored, **parts})
