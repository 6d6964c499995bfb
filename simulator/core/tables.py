"""A table of columns and its CSV form."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

import numpy as np
from numpy.typing import NDArray

from simulator.core.draws import Integers


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns of equal length; the cells are ready to be written."""

    name: str
    columns: Mapping[str, Sequence[object]]

    def __post_init__(self) -> None:
        lengths = {len(column) for column in self.columns.values()}
        if len(lengths) > 1:
            raise ValueError(f"The columns of {self.name} have different lengths: {sorted(lengths)}.")

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))


def write_csv(table: Table, stream: TextIO) -> None:
    """Header and rows, comma separated, LF line ends."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(zip(*table.columns.values(), strict=True))


def ids(prefix: str, numbers: Integers, *, width: int = 6) -> list[str]:
    return [f"{prefix}{number:0{width}d}" for number in numbers.tolist()]


def money(cents: Integers) -> list[str]:
    """Cents as text with two decimals."""
    return [f"{amount // 100}.{amount % 100:02d}" for amount in cents.tolist()]


def instants(seconds: NDArray[np.datetime64]) -> list[str]:
    """ISO 8601 with the offset written out; the simulated world lives in UTC."""
    return [f"{text}+00:00" for text in np.datetime_as_string(seconds.astype("datetime64[s]")).tolist()]


def days(dates: NDArray[np.datetime64]) -> list[str]:
    return list(np.datetime_as_string(dates.astype("datetime64[D]")).tolist())
