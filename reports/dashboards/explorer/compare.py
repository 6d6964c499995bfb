"""Models side by side: how much the answer depends on the question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from attribution import selectors
from attribution.core.models import Model
from organisation.core.show import number, percent
from reports.dashboards.explorer import words
from reports.dashboards.explorer.question import Question
from reports.figures.drawing import Drawing
from reports.figures.explorer import model_dots

MOST_ROWS = 15
CLEAR = 0.02  # shares nearer to each other than this are the same to a reader


@dataclass(frozen=True, slots=True)
class ModelCell:
    """One group under one model; None where the model does not name the group."""

    share: float | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One group: its share of credit under every model, from lowest to highest, and its places among the groups."""

    key: int | None
    name: str
    cells: Sequence[ModelCell]
    low: float
    high: float
    best_place: int
    worst_place: int

    @property
    def spread(self) -> float:
        return self.high - self.low

    @property
    def places(self) -> str:
        return f"{self.best_place}" if self.best_place == self.worst_place else f"{self.best_place}–{self.worst_place}"


@dataclass(frozen=True, slots=True)
class PooledRow:
    """One channel under a model that exists for all months together only."""

    name: str
    share: float | None
    conversions: float
    removal_effect: float | None


@dataclass(frozen=True, slots=True)
class ComparePage:
    question: Question
    models: Sequence[tuple[Model, str]]
    rows: Sequence[CompareRow]
    pooled: Mapping[str, Sequence[PooledRow]]
    sentence: str
    drawing: Drawing | None


def build(question: Question) -> ComparePage:
    """Shares of credit by group under every model that adds up."""
    found = selectors.credit_by_model(question.part, by=question.by)
    models = [model for model in words.CHOOSABLE if model in found]
    shares: dict[int | None, dict[str, float]] = {}
    names: dict[int | None, str] = {}
    for model in models:
        whole = sum((_amount(question, row) for row in found[model]), Decimal(0))
        for row in found[model]:
            names[row.key] = row.name or words.NAMELESS[question.by]
            shares.setdefault(row.key, {})[model] = float(_amount(question, row) / whole) if whole else 0.0
    rows = _rows(question, names, shares, models)
    sentence = _sentence(question, rows, len(models))
    return ComparePage(
        question=question,
        models=[(model, words.MODELS[model]) for model in models],
        rows=rows,
        pooled=_pooled(question),
        sentence=sentence,
        drawing=_drawing(question, rows, shares, models, sentence) if rows else None,
    )


def _rows(
    question: Question,
    names: Mapping[int | None, str],
    shares: Mapping[int | None, Mapping[str, float]],
    models: Sequence[Model],
) -> list[CompareRow]:
    places = {model: _places({key: found.get(model, 0.0) for key, found in shares.items()}) for model in models}
    rows = []
    for key, found in shares.items():
        every = [found.get(model, 0.0) for model in models]
        ranks = [places[model][key] for model in models]
        cells = [ModelCell(found.get(model), model is question.model) for model in models]
        rows.append(CompareRow(key, names[key], cells, min(every), max(every), min(ranks), max(ranks)))
    chosen = question.model
    return sorted(rows, key=lambda row: (-shares[row.key].get(chosen, 0.0), row.name))


def _places(shares: Mapping[int | None, float]) -> Mapping[int | None, int]:
    """1 for the largest; equal shares have the same place."""
    ranked = sorted(shares.values(), reverse=True)
    return {key: ranked.index(share) + 1 for key, share in shares.items()}


def _pooled(question: Question) -> Mapping[str, Sequence[PooledRow]]:
    """Channels under pooled models; they know no months and no scopes, so they are told of everything only."""
    if question.by != selectors.By.CHANNEL or question.window_key != "all" or question.scope or question.only:
        return {}
    found = {}
    for model, bands in selectors.pooled(question.part).items():
        whole = sum(band.conversions for band in bands)
        found[words.MODELS[Model(model)]] = [
            PooledRow(
                band.channel.name if band.channel else words.NAMELESS[question.by],
                band.conversions / whole if whole else None,
                band.conversions,
                band.removal_effect,
            )
            for band in bands
        ]
    return found


def _sentence(question: Question, rows: Sequence[CompareRow], models: int) -> str:
    if not rows:
        return "Nothing is credited in these months"
    first = [row for row in rows if row.best_place == 1]
    several = words.GROUPS[question.by][1]
    if len(first) == 1 and first[0].worst_place == 1:
        return f"{first[0].name} comes first under all {models} models"
    widest = max(rows, key=lambda row: row.spread)
    if widest.spread < CLEAR:
        return f"The {models} models agree on all {several} to within two points"
    between = f"{percent(widest.low)} and {percent(widest.high)}"
    return f"Which of the {several} comes first depends on the model; {widest.name} has between {between}"


def _drawing(
    question: Question,
    rows: Sequence[CompareRow],
    shares: Mapping[int | None, Mapping[str, float]],
    models: Sequence[Model],
    sentence: str,
) -> Drawing:
    what = words.MILESTONES[question.milestone][2] or words.MILESTONES[question.milestone][1]
    shown = rows[:MOST_ROWS]
    rest = f" The largest {len(shown)} of {number(len(rows))} are drawn." if len(shown) < len(rows) else ""
    filled = words.MODELS[question.model]
    return model_dots(
        [(row.name, shares[row.key]) for row in shown],
        models={model.value: words.MODELS[model] for model in models},
        chosen=question.model.value,
        finding=sentence,
        reading=f"A dot is one model’s share of attributed {what}; the filled one is {filled}.{rest}",
        caption=f"{question.days}, {len(models)} models, journeys of {question.unit}",
        group=words.GROUPS[question.by][0].capitalize(),
    )


def _amount(question: Question, row: selectors.GroupCredit) -> Decimal:
    return row.value.value if question.has_money else row.conversions.value
