"""Models side by side: how much the answer depends on the question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from attribution import selectors
from attribution.core.models import Model
from attribution.core.quotients import Amount, return_on
from attribution.selectors import CreditSpan, GroupCredit, Ranking, Tag, tag_of
from organisation.core.show import number, percent
from reports.dashboards.explorer import words
from reports.dashboards.explorer.duels import Duels, duels
from reports.dashboards.explorer.question import Question
from reports.figures.drawing import Drawing
from reports.figures.explorer import model_dots

MOST_ROWS = 15
NO_PLACE = 0
CLEAR = 0.02  # shares nearer to each other than this are the same to a reader


@dataclass(frozen=True, slots=True)
class ModelCell:
    """One group under one model; None where the model does not name the group."""

    share: float | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One group: its share of credit under every model, from lowest to highest, and its places among the groups.

    Groups that cost money and have no credit under any model are rows too. Touches that name no group have no place.

    `tag` needs a cost. `span`: the range over models and look-backs; `among_three`: the chance that the chosen model
    has it among the three largest, were the data drawn again. Both are known of all months of the run only.
    """

    key: int | None
    name: str
    cells: Sequence[ModelCell]
    low: float
    high: float
    best_place: int
    worst_place: int
    tag: Tag | None
    no_tag: str
    span: CreditSpan | None
    among_three: float | None

    @property
    def spread(self) -> float:
        return self.high - self.low

    @property
    def places(self) -> str:
        if self.best_place == NO_PLACE or not self.high:
            return "–"
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
    duels: Duels | None
    sentence: str
    drawing: Drawing | None

    @property
    def shown(self) -> Sequence[CompareRow]:
        return self.rows[: self.question.most(len(self.rows))]

    @property
    def has_span(self) -> bool:
        return any(row.span for row in self.rows)

    @property
    def has_chances(self) -> bool:
        return any(row.among_three is not None for row in self.rows)


def build(question: Question) -> ComparePage:
    """Shares of credit by group under every model that adds up."""
    found = selectors.credit_by_model(question.part, by=question.by)
    models = [model for model in words.CHOOSABLE if model in found]
    shares: dict[int | None, dict[str, float]] = {}
    groups: dict[int | None, dict[str, GroupCredit]] = {}
    for model in models:
        whole = sum((_amount(question, row) for row in found[model]), Decimal(0))
        for row in found[model]:
            groups.setdefault(row.key, {})[model] = row
            shares.setdefault(row.key, {})[model] = float(_amount(question, row) / whole) if whole else 0.0
    for row in _uncredited(question, groups):
        groups[row.key] = {question.model: row}
        shares[row.key] = dict.fromkeys(models, 0.0)
    spans, standing = _beyond(question)
    rows = _rows(question, groups, shares, models, spans, standing)
    return ComparePage(
        question=question,
        models=[(model, words.MODELS[model]) for model in models],
        rows=rows,
        pooled=_pooled(question),
        duels=duels(standing, {row.key: row.name for row in rows}),
        sentence=_sentence(question, rows, len(models)),
        drawing=_drawing(question, [row for row in rows if row.high], shares, models),
    )


def _uncredited(question: Question, groups: Mapping[int | None, Mapping[str, GroupCredit]]) -> Sequence[GroupCredit]:
    """What every model gives nothing for its money."""
    credited = [next(iter(found.values())) for found in groups.values()]
    return selectors.uncredited(question.part, credited, by=question.by, kept=question.costs)


def _rows(
    question: Question,
    groups: Mapping[int | None, Mapping[str, GroupCredit]],
    shares: Mapping[int | None, Mapping[str, float]],
    models: Sequence[Model],
    spans: Mapping[int | None, CreditSpan],
    standing: Ranking | None,
) -> list[CompareRow]:
    named = {key: found for key, found in shares.items() if key is not None}
    places = {model: _places({key: found.get(model, 0.0) for key, found in named.items()}) for model in models}
    tags = _tags(question, groups, models)
    rows = []
    for key, found in shares.items():
        every = [found.get(model, 0.0) for model in models]
        ranks = [places[model].get(key, NO_PLACE) for model in models]
        rows.append(
            CompareRow(
                key,
                next(iter(groups[key].values())).name or words.NAMELESS[question.by],
                [ModelCell(found.get(model), model is question.model) for model in models],
                min(every),
                max(every),
                min(ranks),
                max(ranks),
                *tags[key],
                spans.get(key),
                standing.among(key, 3) if standing and key in standing.groups else None,
            )
        )
    chosen = question.model
    return sorted(rows, key=lambda row: (-shares[row.key].get(chosen, 0.0), row.name))


def _tags(
    question: Question, groups: Mapping[int | None, Mapping[str, GroupCredit]], models: Sequence[Model]
) -> Mapping[int | None, tuple[Tag | None, str]]:
    """Keep, cut, or it depends: whether every model's return is at least nothing."""
    if question.milestone not in words.REVENUE:
        return dict.fromkeys(groups, (None, "Returns are told for won deals and orders."))
    rows = [next(iter(found.values())) for found in groups.values()]
    costs = selectors.costs(question.part, rows, by=question.by, kept=question.costs)
    nothing = Amount(Decimal("0.00"))
    tags = {}
    for key, found in groups.items():
        values = [found[model].value if model in found else nothing for model in models]
        tags[key] = tag_of([return_on(value, costs[key].amount, reason=costs[key].reason) for value in values])
    return tags


def _beyond(question: Question) -> tuple[Mapping[int | None, CreditSpan], Ranking | None]:
    """What is known of all months together only: the range over look-backs, and how sure the order is."""
    by, part = question.by, question.part
    if by not in (selectors.By.CHANNEL, selectors.By.CAMPAIGN) or not part.is_whole:
        return {}, None
    spans = selectors.spans(question.run, milestone=question.milestone, by=by.value)
    standing = selectors.ranking(question.run, model=question.model.value, milestone=question.milestone, by=by.value)
    return spans, standing


def _places(shares: Mapping[int | None, float]) -> Mapping[int | None, int]:
    """1 for the largest; equal shares have the same place."""
    ranked = sorted(shares.values(), reverse=True)
    return {key: ranked.index(share) + 1 for key, share in shares.items()}


def _pooled(question: Question) -> Mapping[str, Sequence[PooledRow]]:
    """Channels under pooled models; they know no months and no scopes, so they are told of everything only."""
    if question.by != selectors.By.CHANNEL or not question.part.is_whole:
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
    if not any(row.high for row in rows):
        return "Nothing is credited in these months"
    first = [row for row in rows if row.best_place == 1 and row.high]
    several = words.GROUPS[question.by][1]
    if len(first) == 1 and first[0].worst_place == 1:
        return f"{first[0].name} comes first under all {models} models"
    if max(row.spread for row in rows) < CLEAR:
        return f"The {models} models agree on all {several} to within two points"
    return f"Which of the {several} comes first depends on the model"


def _finding(rows: Sequence[CompareRow]) -> str:
    widest = max(rows, key=lambda row: row.spread)
    if widest.spread < CLEAR:
        return "All models give the same shares, to within two points"
    return f"The models differ most on {widest.name}: {percent(widest.low)} to {percent(widest.high)}"


def _drawing(
    question: Question,
    rows: Sequence[CompareRow],
    shares: Mapping[int | None, Mapping[str, float]],
    models: Sequence[Model],
) -> Drawing | None:
    if not rows:
        return None
    what = words.MILESTONES[question.milestone][2] or words.MILESTONES[question.milestone][1]
    shown = rows[:MOST_ROWS]
    rest = f" The largest {len(shown)} of {number(len(rows))} are drawn." if len(shown) < len(rows) else ""
    filled = words.MODELS[question.model]
    return model_dots(
        [(row.name, shares[row.key]) for row in shown],
        models={model.value: words.MODELS[model] for model in models},
        chosen=question.model.value,
        finding=_finding(rows),
        reading=f"A dot is one model’s share of attributed {what}; the filled one is {filled}.{rest}",
        caption=f"{question.days}, {len(models)} models, journeys of {question.unit}",
        group=words.GROUPS[question.by][0].capitalize(),
    )


def _amount(question: Question, row: GroupCredit) -> Decimal:
    return row.value.value if question.has_money else row.conversions.value
