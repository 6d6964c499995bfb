"""Why the score of a frozen cycle differs now: its inputs are replaced kind by kind, and each step is scored."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from alignment.core.components import ComponentName
from alignment.core.facts import read_inputs
from alignment.core.inputs import LinkFacts, ObjectiveFacts, ScoreInputs
from alignment.core.score import Weights, value
from reports.core.bridge import Cause, Part, stepwise

Receipt = Mapping[str, Any]


def score_parts(then: Receipt, now: Receipt, *, spend: Cause, credit: Cause) -> Sequence[Part]:
    """Points by cause, in the order: weights and model, definitions, links, spend, credit, results of key results.

    `spend` and `credit` are the causes that the changes of these facts have. A step that cannot be scored on its own
    goes into the next. Empty where one of the two scores is missing.
    """
    start, end = then["arithmetic"]["score"], now["arithmetic"]["score"]
    if start is None or end is None:
        return ()
    known = [(cause, _exact(found)) for cause, found in _steps(then, now, spend, credit) if found is not None]
    return stepwise([*known, (Cause.RESULTS, _exact(end))], start=_exact(start))


def _steps(then: Receipt, now: Receipt, spend: Cause, credit: Cause) -> Iterator[tuple[Cause, float | None]]:
    old, new, weights = read_inputs(then["inputs"]), read_inputs(now["inputs"]), _weights(now)
    mixed = replace(old, locked_model=new.locked_model, target_long_share=new.target_long_share)
    yield Cause.MODEL, value(mixed, weights=weights)
    mixed = replace(mixed, objectives=_defined(old, new), links=_sound(old, new))
    yield Cause.DEFINITIONS, value(mixed, weights=weights)
    mixed = replace(mixed, links=_known(new.links, mixed))
    yield Cause.LINKS, value(mixed, weights=weights)
    mixed = replace(mixed, campaigns=new.campaigns, credit_notes=new.credit_notes, links=new.links)
    yield spend, value(mixed, weights=weights)
    yield credit, value(replace(mixed, credits=new.credits), weights=weights)


def _defined(old: ScoreInputs, new: ScoreInputs) -> Sequence[ObjectiveFacts]:
    """The business objectives of now with the progress of then."""
    before = {row.key: row for row in old.objectives}
    return [
        replace(row, progress=before[row.key].progress, expected=before[row.key].expected)
        if row.key in before
        else replace(row, progress=None, expected=None)
        for row in new.objectives
    ]


def _sound(old: ScoreInputs, new: ScoreInputs) -> Sequence[LinkFacts]:
    """The links of then to objectives that there are now, with what KPIs are behind them now."""
    served = {row.key for row in new.objectives}
    paths = {(row.campaign, row.objective): row.sound_path for row in new.links}
    return [
        replace(row, sound_path=paths.get((row.campaign, row.objective), row.sound_path))
        for row in old.links
        if row.objective in served
    ]


def _known(links: Sequence[LinkFacts], inputs: ScoreInputs) -> Sequence[LinkFacts]:
    campaigns = {row.key for row in inputs.campaigns}
    return [row for row in links if row.campaign in campaigns]


def _weights(receipt: Receipt) -> Weights:
    return {name: float(receipt["weights"][name.value]) for name in ComponentName}


def _exact(found: float) -> Decimal:
    return Decimal(str(found))
