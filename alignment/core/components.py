"""The eight components of the alignment score, each between 0 and 1, or without data and saying why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from math import fsum

from alignment.core import coverage, families
from alignment.core.evidence import EvidenceClass
from alignment.core.inputs import ScoreInputs
from organisation.core.show import percent

TOO_EARLY = 0.05  # expected progress below which delivery means nothing yet

NO_OBJECTIVE = "There is no business objective in this cycle."
NO_SPEND = "No spend in scope is known yet."
NO_MAPPED_SPEND = "No spend is mapped to an objective yet."


class ComponentName(StrEnum):
    MAPPED_SPEND = "mapped_spend"
    OBJECTIVE_COVERAGE = "objective_coverage"
    BUDGET_FIT = "budget_fit"
    MEASUREMENT_QUALITY = "measurement_quality"
    HORIZON_FIT = "horizon_fit"
    EVIDENCE_FIT = "evidence_fit"
    DELIVERY = "delivery"
    EVIDENCE_CLASS = "evidence_class"


STRUCTURE = (
    ComponentName.MAPPED_SPEND,
    ComponentName.OBJECTIVE_COVERAGE,
    ComponentName.BUDGET_FIT,
    ComponentName.MEASUREMENT_QUALITY,
    ComponentName.HORIZON_FIT,
)
RESULT = (ComponentName.EVIDENCE_FIT, ComponentName.DELIVERY, ComponentName.EVIDENCE_CLASS)


@dataclass(frozen=True, slots=True)
class Component:
    """One component with the figures it was computed from; `value` is None without data, and `reason` says why."""

    name: ComponentName
    value: float | None
    reason: str = ""
    figures: Mapping[str, float] = field(default_factory=dict)


def components(inputs: ScoreInputs, *, model: str) -> tuple[Component, ...]:
    """All eight, in the order of `ComponentName`, with evidence fit under the given attribution model."""
    return tuple(
        evidence_fit(inputs, model=model) if name is ComponentName.EVIDENCE_FIT else _FORMULAS[name](inputs)
        for name in ComponentName
    )


def mapped_spend(inputs: ScoreInputs) -> Component:
    """Money with a contributing link over money in scope."""
    split = coverage.ledger(inputs)
    name = ComponentName.MAPPED_SPEND
    if split.in_scope <= 0:
        return Component(name, None, NO_SPEND)
    figures = {"mapped": float(split.mapped), "in_scope": float(split.in_scope), "orphan": float(split.orphan)}
    return Component(name, float(split.mapped / split.in_scope), figures=figures)


def objective_coverage(inputs: ScoreInputs) -> Component:
    """Weight of the objectives that have a measurable key result, an outcome KPI and money behind them."""
    name = ComponentName.OBJECTIVE_COVERAGE
    if not inputs.objectives:
        return Component(name, None, NO_OBJECTIVE)
    weights, money = coverage.objective_weights(inputs), coverage.mapped_by_objective(inputs)
    covered = [o.key for o in inputs.objectives if o.measurable and o.outcome_kpi and money[o.key] > 0]
    figures = {"covered": float(len(covered)), "objectives": float(len(inputs.objectives))}
    return Component(name, _share(fsum(weights[key] for key in covered)), figures=figures)


def budget_fit(inputs: ScoreInputs) -> Component:
    """1 − ½ Σ |share of the mapped money − target share|; 50/30/20 wanted and 70/20/10 spent is 0.80."""
    name = ComponentName.BUDGET_FIT
    lines = coverage.budget_lines(inputs)
    if not lines:
        return Component(name, None, NO_OBJECTIVE)
    gaps = [abs(line.share - line.target) for line in lines if line.share is not None]
    if not gaps:
        return Component(name, None, NO_MAPPED_SPEND)
    distance = fsum(gaps) / 2
    return Component(name, _share(1 - distance), figures={"misplaced_share": distance})


def measurement_quality(inputs: ScoreInputs) -> Component:
    """Share of the mapped money whose KPI path ends in a sound outcome KPI."""
    return _mean_over_mapped(
        inputs, ComponentName.MEASUREMENT_QUALITY, lambda sound, _: 1.0 if sound else 0.0, figure="sound"
    )


def evidence_class(inputs: ScoreInputs) -> Component:
    """Mean worth of the links' evidence classes, weighted by their money."""
    return _mean_over_mapped(inputs, ComponentName.EVIDENCE_CLASS, lambda _, found: found.worth, figure="worth")


def horizon_fit(inputs: ScoreInputs) -> Component:
    """1 − |long share − target| / max(target, 1 − target), over the money that is tagged."""
    name = ComponentName.HORIZON_FIT
    if inputs.target_long_share is None:
        return Component(name, None, "No target mix of brand and activation is set.")
    tagged = [
        (campaign.spend, campaign.long_share)
        for campaign in inputs.campaigns
        if campaign.spend and campaign.long_share is not None and not campaign.enabling
    ]
    whole = sum((spend for spend, _ in tagged), Decimal(0))
    if whole <= 0:
        return Component(name, None, "No campaign with spend is tagged as brand or activation.")
    long_share = float(sum((spend * share for spend, share in tagged), Decimal(0)) / whole)
    target = float(inputs.target_long_share)
    fit = 1 - abs(long_share - target) / max(target, 1 - target)
    return Component(name, _share(fit), figures={"long_share": long_share, "target": target, "tagged": float(whole)})


def evidence_fit(inputs: ScoreInputs, *, model: str) -> Component:
    """Mean fit of measured credit to declared shares over measurable families, weighted by their mapped money."""
    name = ComponentName.EVIDENCE_FIT
    if not inputs.credits.get(model):
        return Component(name, None, "No attribution run credits a campaign with a milestone of this cycle yet.")
    fits = families.fits_under(inputs, model)
    whole = fsum(row.family.mapped_spend for row in fits)
    if whole <= 0:
        return Component(name, None, NO_MAPPED_SPEND)
    measured = [(row.family.mapped_spend, row.fit) for row in fits if row.fit is not None]
    spend = fsum(money for money, _ in measured)
    figures = {"measurable_share": spend / whole, "families": float(len(fits)), "measurable": float(len(measured))}
    if spend / whole < families.MEASURABLE_SHARE:
        reason = (
            f"Only {percent(spend / whole)} of the mapped spend has {families.MEASURABLE_FROM} credited milestones or "
            f"more and serves objectives with a scope; {percent(families.MEASURABLE_SHARE)} is needed."
        )
        return Component(name, None, reason, figures)
    return Component(name, _share(fsum(money * fit for money, fit in measured) / spend), figures=figures)


def delivery(inputs: ScoreInputs) -> Component:
    """Σ weight × min(1, progress / expected) over the objectives that can be judged yet."""
    name = ComponentName.DELIVERY
    if not inputs.objectives:
        return Component(name, None, NO_OBJECTIVE)
    weights = coverage.objective_weights(inputs)
    judged = [
        (weights[o.key], _share(o.progress / o.expected))
        for o in inputs.objectives
        if o.progress is not None and o.expected is not None and o.expected > TOO_EARLY
    ]
    weight = fsum(share for share, _ in judged)
    if weight <= 0:
        return Component(name, None, "No objective has progress that can be judged yet.")
    value = fsum(share * kept for share, kept in judged) / weight
    return Component(name, _share(value), figures={"judged_weight": weight, "judged": float(len(judged))})


def _mean_over_mapped(
    inputs: ScoreInputs,
    name: ComponentName,
    worth: Callable[[bool, EvidenceClass], float],
    *,
    figure: str,
) -> Component:
    rows = [
        (float(money), worth(link.sound_path, link.evidence))
        for link, money in coverage.linked_money(inputs)
        if link.contributing
    ]
    whole = fsum(money for money, _ in rows)
    if whole <= 0:
        return Component(name, None, NO_MAPPED_SPEND)
    counted = fsum(money * value for money, value in rows)
    return Component(name, _share(counted / whole), figures={figure: counted, "mapped": whole})


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))


_FORMULAS: Mapping[ComponentName, Callable[[ScoreInputs], Component]] = {
    ComponentName.MAPPED_SPEND: mapped_spend,
    ComponentName.OBJECTIVE_COVERAGE: objective_coverage,
    ComponentName.BUDGET_FIT: budget_fit,
    ComponentName.MEASUREMENT_QUALITY: measurement_quality,
    ComponentName.HORIZON_FIT: horizon_fit,
    ComponentName.DELIVERY: delivery,
    ComponentName.EVIDENCE_CLASS: evidence_class,
}
