"""A scope: a filter over the dimensions of accounts, opportunities and orders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

DIMENSIONS = ("segment", "region", "product", "business_unit", "business")


@dataclass(frozen=True, slots=True)
class Scope:
    """Allowed values by dimension; an empty dimension allows all. `business` is "new" or "existing"."""

    segment: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    business_unit: tuple[str, ...] = ()
    business: tuple[str, ...] = ()

    @classmethod
    def from_mapping(cls, values: Mapping[str, Sequence[str]] | None) -> "Scope":
        """Read a stored scope. Raises ValueError with a sentence for an unknown dimension."""
        values = values or {}
        unknown = sorted(set(values) - set(DIMENSIONS))
        if unknown:
            raise ValueError(f"There is no dimension {unknown[0]!r}; choose among {', '.join(DIMENSIONS)}.")
        return cls(**{name: tuple(sorted(set(chosen))) for name, chosen in values.items()})

    def as_mapping(self) -> dict[str, list[str]]:
        """Only the dimensions that restrict, values sorted: equal scopes give equal mappings."""
        return {f.name: sorted(getattr(self, f.name)) for f in fields(self) if getattr(self, f.name)}

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in DIMENSIONS)

    def __str__(self) -> str:
        return ", ".join(" or ".join(getattr(self, name)) for name in DIMENSIONS if getattr(self, name)) or "everything"

    def contains(self, row: Mapping[str, str]) -> bool:
        """Whether a row with these dimension values lies inside."""
        return all(not getattr(self, name) or row.get(name, "") in getattr(self, name) for name in DIMENSIONS)
