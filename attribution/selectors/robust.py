"""What holds whatever the model: keep, cut, or it depends; and the range over models and look-backs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices

from attribution.core.models import Model
from attribution.core.quotients import Quotient, return_on
from attribution.models import CreditRange, CreditRun, Grouping, Milestone
from attribution.selectors.amounts import Credited, credited
from attribution.selectors.returns import NO_CREDIT, Cost, cost_of, costs_by
from organisation.core.calendar import Window
from organisation.core.scope import Scope

NO_CREDIT_YET = "Nothing was credited in this window."


class Tag(TextChoices):
    """What all additive models together say of a campaign or channel."""

    KEEP = "keep", "Keep under every model"
    CUT = "cut", "Cut under every model"
    DEPENDS = "depends", "Depends on the model"


@dataclass(frozen=True, slots=True)
class ModelReturn:
    """One model's credit and its return."""

    model: str
    credit: Credited
    roi: Quotient


@dataclass(frozen=True, slots=True)
class Robustness:
    """`tag` is None where the cost is unknown or zero, with the reason. `by_model` in the order of `Model`."""

    group_id: int | None
    cost: Cost
    tag: Tag | None
    reason: str
    by_model: tuple[ModelReturn, ...]


@dataclass(frozen=True, slots=True)
class CreditSpan:
    """Lowest and highest credit over additive models and look-backs, over all months of the run. No interval."""

    group_id: int | None
    conversions_low: float
    conversions_high: float
    value_low: float
    value_high: float


def robustness(
    run: CreditRun,
    *,
    window: Window,
    milestone: Milestone = Milestone.WON,
    by: str = Grouping.CAMPAIGN,
    scope: Scope | None = None,
    hurdle: Decimal = Decimal(0),
) -> Sequence[Robustness]:
    """Every group with credit or spend: keep where each model's ROI reaches the hurdle, cut where none does."""
    found = credited(run, milestone=milestone, window=window, by=by, scope=scope)
    costs = costs_by(window, by=by)
    models = [model.value for model in Model if any(name == model for name, _ in found)]
    groups = {*costs, *(group for _, group in found)}
    rows = []
    for group in sorted(groups, key=lambda group: (group is None, group or 0)):
        cost = cost_of(group, costs, scope)
        answers = [_answer(model, found.get((model, group), NO_CREDIT), cost) for model in models]
        tag, reason = tag_of(answers, hurdle)
        rows.append(Robustness(group, cost, tag, reason, tuple(answers)))
    return rows


def spans(run: CreditRun, *, milestone: Milestone, by: str = Grouping.CAMPAIGN) -> Mapping[int | None, CreditSpan]:
    """The range over models and look-backs by group."""
    rows = CreditRange.objects.filter(run=run, milestone=milestone, by=by)
    names = ("conversions_low", "conversions_high", "value_low", "value_high")
    return {row[0]: CreditSpan(*row) for row in rows.values_list(f"{by}_id", *names)}


def _answer(model: str, credit: Credited, cost: Cost) -> ModelReturn:
    return ModelReturn(model, credit, return_on(credit.value, cost.amount, reason=cost.reason))


def tag_of(answers: Sequence[ModelReturn], hurdle: Decimal) -> tuple[Tag | None, str]:
    """What the models together say of a group, or why they say nothing."""
    known = [answer.roi.value for answer in answers if answer.roi.value is not None]
    if len(known) < len(answers) or not known:
        return None, answers[0].roi.reason if answers else NO_CREDIT_YET
    if min(known) >= hurdle:
        return Tag.KEEP, ""
    return (Tag.CUT if max(known) < hurdle else Tag.DEPENDS), ""
