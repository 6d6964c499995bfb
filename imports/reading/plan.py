"""Which cell of the file becomes which column of the target, and how it is read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from imports.core.cleaning import Reading
from imports.core.columns import ColumnMatch, match_columns, normal_heading
from imports.core.currency import currency_of_heading
from imports.core.mapping import Choices
from imports.core.preset import Preset, splits_rows
from imports.core.refusals import ColumnsUnclear, FileRefused
from imports.core.result import Question
from imports.core.sniff import Layout
from imports.core.target import Column, Kind, Target

CELLS = 10_000


@dataclass(frozen=True, slots=True)
class Plan:
    """The columns of one import: `places` in the file by target column; `constants` fill what is not there.

    `attributes` are the places of cells that are kept under names of their own; `currency` is that of amounts whose
    own cell is blank; `reported_from` the first day that the report names.
    """

    target: Target
    preset: Preset | None
    source: str
    headings: tuple[str, ...]
    places: Mapping[str, int]
    constants: Mapping[str, str]
    dropped: tuple[str, ...]
    attributes: Mapping[str, int] = field(default_factory=dict)
    currency: str = ""
    reported_from: date | None = None
    readings: Mapping[str, Reading] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The target's columns that this file or its constants fill."""
        return tuple(
            c
            for c in self.target.columns
            if c.name in self.places or c.name in self.constants or (c.kind is Kind.ATTRIBUTES and self.attributes)
        )

    @property
    def cells(self) -> int:
        """By how much the number of a row is larger than its line in the file: one row may be one cell."""
        return CELLS if splits_rows(self.preset) else 1

    def kind(self, column: Column) -> Kind:
        name = self.target.name_keys.get(column.name, "")
        if name in self.places and self.places[name] == self.places.get(column.name):
            return column.kind
        return self.preset.kinds.get(column.name, column.kind) if self.preset else column.kind

    def heading(self, column: str) -> str:
        return self.headings[self.places[column]] if column in self.places else column


def plan_columns(
    layout: Layout, *, target: Target, preset: Preset | None, choices: Choices, source: str, source_currency: str
) -> Plan:
    """Match headings by the user's choices, then the preset, then the target's own names.

    Raises FileRefused where a chosen heading is not in the file or a required column is nowhere.
    """
    places = dict(_chosen_places(layout, target, choices))
    places |= _preset_places(layout, preset, choices)
    named = {*choices.columns, *(preset.columns if preset else ())}
    left = {c.name: (c.name, c.label, *c.aliases) for c in target.columns if c.name not in named}
    free = [heading if place not in places.values() else "" for place, heading in enumerate(layout.headings)]
    match = match_columns(free, left)
    places |= match.places
    questions = _doubtful(match, choices) + _named_keys(layout, target, places, choices)
    constants = {**(preset.constants if preset else {}), **choices.constants}
    constants |= _currency_constant(layout, target, places, constants, choices.currency or source_currency)
    constants = {name: value for name, value in constants.items() if name not in places}
    _refuse_unknown_constants(target, constants)
    constants = {**_told_by_headings(layout, target, places), **constants}
    constants = {**_days_of_report(layout, target, places), **constants}
    _refuse_missing(layout, target, {*places, *constants})
    attributes = _attribute_places(layout, target, choices)
    used = {*places.values(), *attributes.values()}
    dropped = tuple(heading for place, heading in enumerate(layout.headings) if place not in used)
    questions += _asked(target, preset, places, constants)
    return Plan(
        target,
        preset,
        source,
        layout.headings,
        places,
        constants,
        dropped,
        attributes,
        choices.currency or source_currency or layout.preamble.currency or "",
        layout.preamble.starts_on,
        questions=questions,
    )


def _refuse_missing(layout: Layout, target: Target, found: set[str]) -> None:
    missing = [column for column in target.columns if column.required and column.name not in found]
    if missing:
        wanted = ", ".join(f"“{column.label}”" for column in missing)
        raise ColumnsUnclear(
            f"No column for {wanted} was found among: {', '.join(layout.headings[:40])}. "
            f'Name it in the mapping: {{"columns": {{"{missing[0].name}": "the heading"}}}}.',
            headings=layout.headings,
        )


def _doubtful(match: ColumnMatch, choices: Choices) -> tuple[Question, ...]:
    return tuple(
        Question(name, "columns", f"Several columns may be “{name}”: {', '.join(hits)}. Say which.", name)
        for name, hits in match.doubtful.items()
        if name not in choices.columns
    )


def _named_keys(layout: Layout, target: Target, places: dict[str, int], choices: Choices) -> tuple[Question, ...]:
    """Where the file has names but no ids, a name may be the key: with the user's word, never silently."""
    questions = []
    for key, name in target.name_keys.items():
        if key in places or name not in places:
            continue
        places[key] = places[name]
        if not choices.names_as_keys:
            column = target.column(key)
            wanted = column.label if column else key
            means = "a renamed one would become a new one" if column and column.required else "or leave it out"
            sentence = (
                f"The file has no column for “{wanted}”, only names in “{layout.headings[places[name]]}”: "
                f"say whether a name may identify it ({means})."
            )
            questions.append(Question(key, "names_as_keys", sentence))
    return tuple(questions)


def _asked(
    target: Target, preset: Preset | None, places: Collection[str], constants: Mapping[str, str]
) -> tuple[Question, ...]:
    """What has to be told because of the preset or of another answer, where neither the file nor the user has."""
    questions = []
    for column in target.columns:
        wanted = bool(preset and column.name in preset.asks)
        wanted |= any(constants.get(other, "").lower() == value for other, value in column.asked_when.items())
        if wanted and column.name not in places and column.name not in constants:
            questions.append(Question(column.name, "constants", f"{column.label}: {column.help}", column.name))
    return tuple(questions)


def _told_by_headings(layout: Layout, target: Target, places: Mapping[str, int]) -> Mapping[str, str]:
    told = {}
    for column in target.columns:
        if column.told_by in places and column.name not in places:
            words = normal_heading(layout.headings[places[column.told_by]]).split()
            told[column.name] = next((value for word, value in column.choices.items() if word in words), "")
    return {name: value for name, value in told.items() if value}


def _chosen_places(layout: Layout, target: Target, choices: Choices) -> Mapping[str, int]:
    places = {}
    for name, heading in choices.columns.items():
        if target.column(name) is None:
            known = ", ".join(column.name for column in target.columns)
            raise FileRefused(f"“{name}” is not a column of {target.label}; there are: {known}.")
        if heading:
            places[name] = _place(layout, heading)
    return places


def _attribute_places(layout: Layout, target: Target, choices: Choices) -> Mapping[str, int]:
    if choices.attributes and not any(column.kind is Kind.ATTRIBUTES for column in target.columns):
        raise FileRefused(f"{target.label} keep no free attributes; leave “attributes” out of the mapping.")
    return {name: _place(layout, heading) for name, heading in choices.attributes.items()}


def _place(layout: Layout, heading: str) -> int:
    exact = [place for place, other in enumerate(layout.headings) if other == heading]
    alike = [place for place, other in enumerate(layout.headings) if normal_heading(other) == normal_heading(heading)]
    if not exact and not alike:
        raise ColumnsUnclear(
            f"The file has no column “{heading}”; it has: {', '.join(layout.headings[:40])}.",
            headings=layout.headings,
        )
    return [*exact, *alike][0]


def _preset_places(layout: Layout, preset: Preset | None, choices: Choices) -> Mapping[str, int]:
    """A preset may read one heading into two columns (a lead's creation is also when it became a lead)."""
    places: dict[str, int] = {}
    for column, names in (preset.columns if preset else {}).items():
        if column not in choices.columns:
            places |= match_columns(layout.headings, {column: names}).places
    return places


def _currency_constant(
    layout: Layout, target: Target, places: Mapping[str, int], constants: Mapping[str, str], fallback: str
) -> Mapping[str, str]:
    if target.money is None or "currency" in places or "currency" in constants:
        return {}
    named = {
        currency
        for column in target.columns
        if column.name in places and column.kind is Kind.NUMBER
        if (currency := currency_of_heading(layout.headings[places[column.name]]))
    }
    if len(named) > 1:
        raise FileRefused(f"The headings name two currencies ({', '.join(sorted(named))}); map a column to “currency”.")
    found = next(iter(named), None) or layout.preamble.currency or fallback
    return {"currency": found} if found else {}


def _days_of_report(layout: Layout, target: Target, places: Mapping[str, int]) -> Mapping[str, str]:
    """A report without a column of days covers the range that it names above its table."""
    facts = layout.preamble
    spans = [column.name for column in target.columns if column.kind is Kind.SPAN and column.required]
    if not (facts.starts_on and facts.last_day):
        return {}
    return {name: f"{facts.starts_on} - {facts.last_day}" for name in spans if name not in places}


def _refuse_unknown_constants(target: Target, constants: Mapping[str, str]) -> None:
    for name in constants:
        if target.column(name) is None:
            known = ", ".join(column.name for column in target.columns)
            raise FileRefused(f"“{name}” is not a column of {target.label}; there are: {known}.")
