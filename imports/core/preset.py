"""What a vendor's export calls the columns of a target."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from imports.core.columns import normal_heading
from imports.core.target import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """One vendor export: headings by target column, tried in order; `signature` are headings it always has.

    `skips` names a heading and the values with which a row is deliberately left out (deleted records);
    `keeps` is the opposite: rows with any other value are left out. `kinds` narrows a column's kind (Salesforce ids);
    `zone` is the zone the vendor writes in, if it is always one; `constants` are values that every row has; `divide`
    scales a number (micros of a currency); `parted` names the mark between several ids in one cell, the first of which
    counts; `each` is a heading whose cells hold several ids, every one of which makes a row; `asks` are columns that
    the user has to say where the file does not.

    A preset that `is_wide` is for sheets with amounts across: in the columns `across`, or in all but the first, whose
    names `names` (a pattern with one group) takes out of their headings. Without a signature a preset is never
    recognised, only chosen. In a signature `|` parts headings of which one is enough.
    """

    name: str
    label: str
    vendor: str
    target: str
    columns: Mapping[str, tuple[str, ...]]
    signature: tuple[str, ...]
    constants: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    skips: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keeps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    divide: Mapping[str, int] = field(default_factory=dict)
    parted: Mapping[str, str] = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    zone: str | None = None
    is_wide: bool = False
    across: tuple[str, ...] = ()
    names: str = ""
    each: str = ""
    help: str = ""


def recognise(headings: Sequence[str], presets: Collection[Preset]) -> Preset | None:
    """The preset whose signature the headings carry; the longest signature wins, then the most columns found."""
    present = {normal_heading(heading) for heading in headings}
    fitting = [
        preset for preset in presets if preset.signature and all(_has(present, heading) for heading in preset.signature)
    ]
    return max(fitting, key=lambda preset: (len(preset.signature), _found(present, preset)), default=None)


def splits_rows(preset: Preset | None) -> bool:
    """Whether one row of the file may be several rows of the target."""
    return bool(preset and (preset.is_wide or preset.each))


def form_of(preset: Preset | None, headings: Sequence[str]) -> str:
    """What files of one form have in common: their preset, or else their headings in any order."""
    if preset:
        return preset.name
    words = "|".join(sorted(normal_heading(heading) for heading in headings))
    return f"columns {sha256(words.encode()).hexdigest()[:16]}"


def _found(present: Collection[str], preset: Preset) -> int:
    return sum(1 for names in preset.columns.values() if any(_has(present, name) for name in names))


def _has(present: Collection[str], heading: str) -> bool:
    if "|" in heading:
        return any(_has(present, one) for one in heading.split("|"))
    if heading.endswith("*"):
        return any(name.startswith(normal_heading(heading[:-1])) for name in present)
    return normal_heading(heading) in present
