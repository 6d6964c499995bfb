"""How much a file may ask for before it is refused."""

from dataclasses import dataclass

from imports.core.refusals import FileRefused


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings of one import; the sizes are bytes."""

    file_size: int = 2 << 30
    unpacked_size: int = 4 << 30
    unpacked_ratio: int = 200
    rows: int = 20_000_000
    columns: int = 2_000
    sheet_memory: int = 384 << 20
    record_size: int = 4 << 20
    memory: str = "700MB"
    issues: int = 100_000


LIMITS = Limits()


def must_not_exceed(size: int, limit: int, what: str) -> None:
    """Raise FileRefused where a size is over its ceiling."""
    if size > limit:
        raise FileRefused(f"The file has {size:,} {what}; at most {limit:,} are read. Split it and upload the parts.")
