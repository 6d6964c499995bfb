"""Weights of touches in SQL: one expression file a model, composed into the SELECT that credit is added up from."""

from collections.abc import Mapping, Sequence

from attribution.core.models import ANCHORED, Model
from attribution.engine.plan import text

TRAIT = "JOIN trait ON trait.journey_id = step.journey_id"
ANCHOR = "JOIN anchor ON anchor.journey_id = step.journey_id"
MIX = "JOIN journey_channel ON journey_channel.journey_id = step.journey_id AND journey_channel.channel = step.channel"

# Every additive model: what its expression reads beside `step`.
SQL_MODELS: Mapping[Model, tuple[str, ...]] = {
    Model.FIRST: (),
    Model.LAST: (),
    Model.LAST_NON_DIRECT: (TRAIT,),
    Model.LINEAR: (),
    Model.TIME_DECAY: (TRAIT,),
    Model.POSITION: (),
    Model.W_SHAPED: (ANCHOR,),
    Model.FULL_PATH: (ANCHOR,),
    Model.CUSTOM: (ANCHOR,),
    Model.SHAPLEY: (MIX,),
    Model.MARKOV_NORMALISED: (MIX,),
}


def weighted(models: Sequence[Model]) -> str:
    """SELECT of every touch of every converting journey with one column <model>_weight a model."""
    joins = dict.fromkeys(join for model in models for join in SQL_MODELS[model])
    anchored = [
        f"JOIN anchored_{model} ON anchored_{model}.journey_id = step.journey_id"
        for model in models
        if model in ANCHORED
    ]
    columns = [f"{text(f'weights/{model}')} AS {model}_weight" for model in models]
    return "\n".join(
        [
            "SELECT step.journey_id, step.touch_id, step.step, step.age, step.channel, step.campaign_id,",
            "step.asset_id,",
            "journey.cluster_id, journey.mass, journey.month, journey.scope_id, journey.conversions, journey.value,",
            ",\n".join(columns),
            "FROM step JOIN journey ON journey.journey_id = step.journey_id AND journey.conversions > 0",
            *joins,
            *anchored,
        ]
    )


def credit(models: Sequence[Model], *, by: Sequence[str]) -> str:
    """SELECT of exact sums per group: columns `by`, then <model>_conversions and <model>_value.

    Sums are of decimals, not floats, so that neither threads nor the order of rows can change a digit.
    """
    sums = [
        f"CAST(SUM(CAST({model}_weight * {of} AS DECIMAL(38, {digits}))) AS DOUBLE) AS {model}_{of}"
        for model in models
        for of, digits in (("conversions", 15), ("value", 12))
    ]
    groups, columns = ", ".join(by), ",\n".join(sums)
    return f"SELECT {groups},\n{columns}\nFROM ({weighted(models)}) AS weighted\nGROUP BY {groups}\nORDER BY {groups}"
