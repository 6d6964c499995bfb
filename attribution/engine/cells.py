"""The result cube: credit by month, scope, channel, campaign and asset, reconciled to the CRM."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from attribution.core.laid import Laid
from attribution.core.models import Model
from attribution.core.rounding import rounded_in_groups
from attribution.core.tallies import Squares, Sums, Tally
from attribution.core.transitions import Floats, Ints
from attribution.engine.outcome import Total

KEYS = ("month", "scope_id", "channel_id", "campaign_id", "asset_id")
# Conversions are kept to a millionth, money to the cent.
CONVERSION_STEPS = 1_000_000
CENTS = 100


class Cube:
    """Credit of every cell with its standard error, once its tallies have seen all credit."""

    def __init__(self, laid: Laid, models: Sequence[Model]) -> None:
        won = np.flatnonzero(np.repeat(laid.conversions > 0, laid.length))
        owner = laid.owner
        keys = (laid.month[owner], laid.scope[owner], laid.channel, laid.campaign, laid.asset)
        codes = [np.unique(key[won], return_inverse=True) for key in keys]
        packed = np.zeros(len(won), dtype=np.int64)
        for values, code in codes:
            packed = packed * len(values) + code
        cells, cell = np.unique(packed, return_inverse=True)
        place = np.zeros(len(owner), dtype=np.int64)
        place[won] = cell
        self._models = tuple(models)
        self._keys: list[Ints] = []
        for values, _ in reversed(codes):
            self._keys.insert(0, values[cells % len(values)])
            cells = cells // len(values)
        self._sums = Sums(models, place, len(self._keys[0]))
        self._squares = Squares(models, place, len(self._keys[0]))

    @property
    def tallies(self) -> list[Tally]:
        return [self._sums, self._squares]

    def cells(self, channels: Ints, totals: Sequence[Total]) -> pa.Table:
        """Rows per model and cell, among them one without channel, campaign and asset for what is unattributed.

        Within every month and scope the rounded rows of a model sum to the CRM's total. Errors are standard errors.
        """
        month, scope, channel, campaign, asset = self._keys
        keys = [month, scope, channels[channel] if len(channel) else channel, campaign, asset]
        places = {(total.month, total.scope_id): index for index, total in enumerate(totals)}
        block = np.array([places[key] for key in zip(month.tolist(), scope.tolist(), strict=True)], dtype=np.int64)
        tables = []
        for model in self._models:
            amounts, errors = self._sums.of(model), np.sqrt(self._squares.of(model))
            conversions = _reconciled(amounts[0], block, _attributed(totals)[0], CONVERSION_STEPS)
            value = _reconciled(amounts[1], block, _attributed(totals)[1], CENTS)
            tables += [_table([np.full(len(month), model.value), *keys, conversions, value, *errors])]
            tables += [_unattributed(model, totals)]
        return pa.concat_tables(tables) if tables else _table([()] * 10)


def _reconciled(amounts: Floats, block: Ints, wholes: Sequence[int], steps: int) -> Floats:
    """Amounts rounded to steps within every block, so that they sum to the block's whole number of steps."""
    rounded = rounded_in_groups(amounts * steps, block, wholes=np.array(wholes, dtype=np.int64))
    return np.asarray(rounded / steps, dtype=np.float64)


def _attributed(totals: Sequence[Total]) -> tuple[list[int], list[int]]:
    """Per block the conversions and the money that touches share, in whole steps: CRM less unattributed."""
    return (
        [
            round(t.conversions * CONVERSION_STEPS) - round(t.unattributed_conversions * CONVERSION_STEPS)
            for t in totals
        ],
        [round(t.value * CENTS) - round(t.unattributed_value * CENTS) for t in totals],
    )


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
