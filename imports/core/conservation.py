"""The line under every import: no row disappears."""

from dataclasses import dataclass


class RowsLost(Exception):
    """The parts do not add up to the rows read: a fault of ours, and the import must not be kept."""


@dataclass(frozen=True, slots=True)
class Conservation:
    """Data rows by what became of them. `skipped` are totals, footers, repeats; the header is not a row."""

    read: int
    accepted: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    rejected: int = 0

    def __post_init__(self) -> None:
        parts = self.accepted + self.updated + self.unchanged + self.skipped + self.rejected
        if parts != self.read:
            raise RowsLost(f"{self.read} rows were read but {parts} are accounted for.")

    def __str__(self) -> str:
        return (
            f"{self.read:,} rows read = {self.accepted:,} accepted + {self.updated:,} updated + "
            f"{self.unchanged:,} unchanged + {self.skipped:,} skipped + {self.rejected:,} rejected"
        )
