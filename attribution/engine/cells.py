"""The result cube: credit by month, scope, channel, campaign and asset, reconciled to the CRM."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from attribution.core.models import Model
from attribution.core.rounding import rounded_parts
from attribution.core.settings import Settings
from attribution.core.transitions import Floats, Ints
from attribution.engine.coded import column, floats
from attribution.engine.connection import Engine
from attribution.engine.outcome import Total
from attribution.engine.plan import parameters
from attribution.engine.weights import SQL_MODELS, credit, spread

BY = ("month", "scope_id", "channel", "campaign_id", "asset_id")
KEYS = ("month", "scope_id", "channel_id", "campaign_id", "asset_id")
ROWS_AT_ONCE = 1_000_000
# Conversions are kept to a millionth, money to the cent.
CONVERSION_STEPS = 1_000_000
CENTS = 100


def cells(engine: Engine, settings: Settings, totals: Sequence[Total]) -> pa.Table:
    """Rows per model and cell, among them one without channel, campaign and asset for what is unattributed.

    Within every month and scope the rounded rows of a model sum to the CRM's total. Errors are standard errors.
    """
    models = tuple(model for model in settings.models if model in SQL_MODELS)
    rows = engine.run(credit(models, by=BY), parameters(settings)) if models else None
    if rows is None:
        return pa.concat_tables([_unattributed(model, totals) for model in settings.models if model in SQL_MODELS])
    errors = _errors(engine, settings, models, rows)
    ids = column(engine.run("SELECT channel_id FROM channel ORDER BY code"), "channel_id")
    keys = [rows.column("month"), rows.column("scope_id"), pa.array(ids[column(rows, "channel")], pa.int64())]
    keys += [rows.column("campaign_id").cast(pa.int64()), rows.column("asset_id").cast(pa.int64())]
    block = _blocks(rows, totals)
    tables = []
    for place, model in enumerate(models):
        conversions = _reconciled(floats(rows, f"{model}_conversions"), block, _attributed(totals)[0], CONVERSION_STEPS)
        value = _reconciled(floats(rows, f"{model}_value"), block, _attributed(totals)[1], CENTS)
        columns = [pa.array([model.value] * len(rows)), *keys, conversions, value, *errors[2 * place : 2 * place + 2]]
        tables += [_table(columns), _unattributed(model, totals)]
    return pa.concat_tables(tables)


def _reconciled(amounts: Floats, block: Ints, wholes: Sequence[int], steps: int) -> Floats:
    """Amounts rounded to steps within every block, so that they sum to the block's whole number of steps."""
    result = np.zeros(len(amounts))
    for index, whole in enumerate(wholes):
        inside = np.flatnonzero(block == index)
        if len(inside):
            result[inside] = rounded_parts(amounts[inside] * steps, whole=whole) / steps
    return result


def _attributed(totals: Sequence[Total]) -> tuple[list[int], list[int]]:
    """Per block the conversions and the money that touches share, in whole steps: CRM less unattributed."""
    return (
        [
            round(t.conversions * CONVERSION_STEPS) - round(t.unattributed_conversions * CONVERSION_STEPS)
            for t in totals
        ],
        [round(t.value * CENTS) - round(t.unattributed_value * CENTS) for t in totals],
    )


def _blocks(rows: pa.Table, totals: Sequence[Total]) -> Ints:
    places = {(total.month, total.scope_id): index for index, total in enumerate(totals)}
    months, scopes = rows.column("month").to_pylist(), rows.column("scope_id").to_pylist()
    return np.array([places[key] for key in zip(months, scopes, strict=True)], dtype=np.int64)


def _errors(engine: Engine, settings: Settings, models: Sequence[Model], rows: pa.Table) -> list[Floats]:
    """Standard errors in the order of `rows`, per model for conversions and for value."""
    parts = (
        1 + len(engine.run("SELECT 1 FROM step JOIN journey USING (journey_id) WHERE conversions > 0")) // ROWS_AT_ONCE
    )
    squares = np.zeros((2 * len(models), len(rows)))
    index = {key: place for place, key in enumerate(_keys(rows))}
    for part in range(parts):
        found = engine.run(spread(models, by=BY), {**parameters(settings), "parts": parts, "part": part})
        where = np.array([index[key] for key in _keys(found)], dtype=np.int64)
        for place, name in enumerate(f"{m}_{what}" for m in models for what in ("conversions", "value")):
            squares[place, where] += floats(found, name)
    return list(np.sqrt(squares))


def _keys(rows: pa.Table) -> list[tuple[int | None, ...]]:
    return list(zip(*(rows.column(name).to_pylist() for name in BY), strict=True))


def _unattributed(model: Model, totals: Sequence[Total]) -> pa.Table:
    some = [t for t in totals if t.unattributed_conversions or t.unattributed_value]
    empty = [None] * len(some)
    return _table(
        [
            pa.array([model.value] * len(some), pa.string()),
            pa.array([t.month for t in some], pa.int32()),
            pa.array([t.scope_id for t in some], pa.int32()),
            *(pa.array(empty, pa.int64()) for _ in range(3)),
            np.array([round(t.unattributed_conversions * CONVERSION_STEPS) / CONVERSION_STEPS for t in some]),
            np.array([round(t.unattributed_value * CENTS) / CENTS for t in some]),
            pa.array(empty, pa.float64()),
            pa.array(empty, pa.float64()),
        ]
    )


def _table(columns: Sequence[object]) -> pa.Table:
    names = ("model", *KEYS, "conversions", "value", "conversions_error", "value_error")
    types = (pa.string(), pa.int32(), pa.int32(), *[pa.int64()] * 3, *[pa.float64()] * 4)
    schema = pa.schema(list(zip(names, types, strict=True)))
    arrays = [c.combine_chunks() if isinstance(c, pa.ChunkedArray) else pa.array(c) for c in columns]
    return pa.table([array.cast(kind) for array, kind in zip(arrays, types, strict=True)], schema=schema)
