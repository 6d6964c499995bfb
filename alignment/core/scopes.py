"""The score of a part of the cycle: of one business objective, theme, channel, team or campaign.

The parts of mapped spend, measurement quality, evidence class and evidence fit add up to those of the cycle when
weighted by their money. Budget fit and horizon belong to the cycle as a whole and are left out of most parts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from math import fsum

from alignment.core.components import NO_MAPPED_SPEND, NO_SPEND, RESULT, STRUCTURE, TOO_EARLY, Component, ComponentName
from alignment.core.coverage import budget_lines, objective_weights
from alignment.core.families import MEASURABLE_SHARE, fits_under
from alignment.core.inputs import LinkFacts, ObjectiveFacts, ScoreInputs
from alignment.core.score import DEFAULT_WEIGHTS, NEEDED_WEIGHT, ROUNDING, Weights, combined
from organisation.core import show

WHOLE_CYCLE = "It is judged over the whole cycle only."
NO_ORPHANS = "Money without an objective belongs to none of them."
NOT_SERVING = "It serves no objective yet."
NOT_MEASURED = "Too few credited milestones to measure it."
NO_PROGRESS = "No objective it serves has progress that can be judged yet."


class By(StrEnum):
    OBJECTIVE = "objective"
    THEME = "theme"
    CHANNEL = "channel"
    TEAM = "team"
    CAMPAIGN = "campaign"


@dataclass(frozen=True, slots=True)
class PartScore:
    """A part with its score; `value` is None where it is not scorable, and `reason` says why."""

    by: By
    key: str
    name: str
    spend: Decimal
    mapped: float
    value: float | None
    reason: str
    structure: float | None
    result: float | None
    low: float | None
    high: float | None
    components: Sequence[Component]


@dataclass(slots=True)
class _Sums:
    """Money of a part: whole, linked, soundly measured, weighed by evidence; by model measurable and confirmed."""

    spend: Decimal = Decimal(0)
    mapped: list[float] = field(default_factory=list)
    sound: list[float] = field(default_factory=list)
    worth: list[float] = field(default_factory=list)
    measurable: dict[str, list[float]] = field(default_factory=dict)
    confirmed: dict[str, list[float]] = field(default_factory=dict)
    serves: set[str] = field(default_factory=set)


def part_scores(inputs: ScoreInputs, *, weights: Weights = DEFAULT_WEIGHTS) -> list[PartScore]:
    """Every part that has spend in scope, and every objective; parts without a name are named by nothing."""
    sums, names = _sums(inputs)
    facts = {row.key: row for row in inputs.objectives}
    relative = objective_weights(inputs)
    fits = {line.objective: (line.share, line.target) for line in budget_lines(inputs)}
    for row in inputs.objectives:
        sums.setdefault((By.OBJECTIVE, row.key), _Sums(serves={row.key}))
        names[By.OBJECTIVE, row.key] = row.name
    scored = []
    for (by, key), found in sums.items():
        parts = {
            ComponentName.MAPPED_SPEND: _mapped(by, found),
            ComponentName.OBJECTIVE_COVERAGE: _coverage(found, facts, relative),
            ComponentName.BUDGET_FIT: _budget(by, fits.get(key)),
            ComponentName.MEASUREMENT_QUALITY: _mean(ComponentName.MEASUREMENT_QUALITY, found.sound, found.mapped),
            ComponentName.HORIZON_FIT: Component(ComponentName.HORIZON_FIT, None, WHOLE_CYCLE),
            ComponentName.EVIDENCE_FIT: _fit(found, inputs.locked_model),
            ComponentName.DELIVERY: _delivery(found, facts, relative),
            ComponentName.EVIDENCE_CLASS: _mean(ComponentName.EVIDENCE_CLASS, found.worth, found.mapped),
        }
        scored.append(_scored(by, key, names[by, key], found, parts, inputs, weights))
    return sorted(scored, key=lambda row: (list(By).index(row.by), -row.spend, row.name, row.key))


def _sums(inputs: ScoreInputs) -> tuple[dict[tuple[By, str], _Sums], dict[tuple[By, str], str]]:
    sums: dict[tuple[By, str], _Sums] = {}
    names: dict[tuple[By, str], str] = {}
    links: dict[str, list[LinkFacts]] = {}
    for link in inputs.links:
        if link.contributing and link.share > 0:
            links.setdefault(link.campaign, []).append(link)
    confirmed = _confirmed(inputs)
    for campaign in inputs.campaigns:
        if campaign.enabling or not campaign.spend:
            continue
        groups = ((By.THEME, campaign.theme), (By.CHANNEL, campaign.channel), (By.TEAM, campaign.team))
        places = [*groups, (By.CAMPAIGN, campaign.key)]
        names |= {place: place[1] for place in groups}
        names[By.CAMPAIGN, campaign.key] = campaign.name
        for place in places:
            sums.setdefault(place, _Sums()).spend += campaign.spend
        for link in links.get(campaign.key, ()):
            money = float(campaign.spend * link.share)
            kept = {
                m: found[campaign.key].get(link.objective) for m, found in confirmed.items() if campaign.key in found
            }
            own = sums.setdefault((By.OBJECTIVE, link.objective), _Sums())
            own.spend += campaign.spend * link.share
            for into in (own, *(sums[place] for place in places)):
                _add(into, link, money, kept)
    return sums, names


def _add(into: _Sums, link: LinkFacts, money: float, kept: Mapping[str, float | None]) -> None:
    into.mapped.append(money)
    into.sound.append(money if link.sound_path else 0.0)
    into.worth.append(money * link.evidence.worth)
    into.serves.add(link.objective)
    for model, share in kept.items():
        into.measurable.setdefault(model, []).append(money)
        into.confirmed.setdefault(model, []).append(money * (share or 0.0))


def _confirmed(inputs: ScoreInputs) -> dict[str, dict[str, Mapping[str, float]]]:
    """By model and measurable campaign, the confirmed part of each declared share."""
    confirmed: dict[str, dict[str, Mapping[str, float]]] = {}
    for model in inputs.credits:
        own = confirmed.setdefault(model, {})
        for row in fits_under(inputs, model):
            if row.fit is not None:
                own |= dict.fromkeys(row.family.campaigns, row.kept)
    return confirmed


def _mapped(by: By, found: _Sums) -> Component:
    name = ComponentName.MAPPED_SPEND
    if by is By.OBJECTIVE:
        return Component(name, None, NO_ORPHANS)
    if found.spend <= 0:
        return Component(name, None, NO_SPEND)
    return Component(name, min(1.0, fsum(found.mapped) / float(found.spend)))


def _coverage(found: _Sums, facts: Mapping[str, ObjectiveFacts], relative: Mapping[str, float]) -> Component:
    name = ComponentName.OBJECTIVE_COVERAGE
    served = sorted(found.serves)
    whole = fsum(relative[key] for key in served)
    if whole <= 0:
        return Component(name, None, NOT_SERVING)
    good = (key for key in served if facts[key].measurable and facts[key].outcome_kpi and fsum(found.mapped) > 0)
    return Component(name, min(1.0, fsum(relative[key] for key in good) / whole))


def _budget(by: By, fit: tuple[float | None, float] | None) -> Component:
    name = ComponentName.BUDGET_FIT
    if by is not By.OBJECTIVE or fit is None:
        return Component(name, None, WHOLE_CYCLE)
    share, target = fit
    if share is None:
        return Component(name, None, NO_MAPPED_SPEND)
    return Component(name, max(0.0, 1 - abs(share - target) / max(target, 1 - target)))


def _mean(name: ComponentName, counted: Sequence[float], mapped: Sequence[float]) -> Component:
    whole = fsum(mapped)
    return Component(name, min(1.0, fsum(counted) / whole)) if whole > 0 else Component(name, None, NOT_SERVING)


def _fit(found: _Sums, model: str) -> Component:
    name = ComponentName.EVIDENCE_FIT
    whole, measurable = fsum(found.mapped), fsum(found.measurable.get(model, ()))
    if whole <= 0:
        return Component(name, None, NOT_SERVING)
    if measurable <= 0 or measurable / whole < MEASURABLE_SHARE:
        return Component(name, None, NOT_MEASURED)
    return Component(name, min(1.0, fsum(found.confirmed[model]) / measurable))


def _delivery(found: _Sums, facts: Mapping[str, ObjectiveFacts], relative: Mapping[str, float]) -> Component:
    name = ComponentName.DELIVERY
    judged = [
        (relative[key], min(1.0, max(0.0, row.progress / row.expected)))
        for key in sorted(found.serves)
        if (row := facts[key]).progress is not None and row.expected is not None and row.expected > TOO_EARLY
    ]
    whole = fsum(weight for weight, _ in judged)
    if whole <= 0:
        return Component(name, None, NO_PROGRESS)
    return Component(name, fsum(weight * kept for weight, kept in judged) / whole)


def _scored(
    by: By,
    key: str,
    name: str,
    found: _Sums,
    parts: Mapping[ComponentName, Component],
    inputs: ScoreInputs,
    weights: Weights,
) -> PartScore:
    rows = tuple(parts.values())
    asked = [row for row in rows if row.reason not in (WHOLE_CYCLE, NO_ORPHANS)]
    whole = fsum(weights[row.name] for row in asked)
    known = fsum(weights[row.name] for row in asked if row.value is not None)
    reason = ""
    if fsum(found.mapped) <= 0:
        reason = NOT_SERVING if by is not By.OBJECTIVE else "No money is linked to it yet."
    elif whole <= 0 or known / whole + ROUNDING < NEEDED_WEIGHT:
        share = known / whole if whole > 0 else 0.0
        reason = f"Only {show.percent(share)} of the weight has data; {show.percent(NEEDED_WEIGHT)} is needed."
    value = None if reason else combined(rows, weights)
    others = [] if value is None else [value, *_others(found, parts, inputs, weights)]
    return PartScore(
        by=by,
        key=key,
        name=name,
        spend=found.spend,
        mapped=fsum(found.mapped),
        value=value,
        reason=reason,
        structure=combined([row for row in rows if row.name in STRUCTURE], weights),
        result=combined([row for row in rows if row.name in RESULT], weights),
        low=min(others, default=None),
        high=max(others, default=None),
        components=rows,
    )


def _others(
    found: _Sums, parts: Mapping[ComponentName, Component], inputs: ScoreInputs, weights: Weights
) -> Iterable[float]:
    """The value under every model that measures it as the locked one does."""
    locked = parts[ComponentName.EVIDENCE_FIT]
    for model in sorted(inputs.credits):
        fit = _fit(found, model)
        if (fit.value is None) == (locked.value is None):
            value = combined([fit if row is locked else row for row in parts.values()], weights)
            if value is not None:
                yield value
