"""What a page of the explorer is asked: read from its address, every nonsense falling back to the usual."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from attribution.core.models import Model
from attribution.models import CreditRun, Milestone, Unit
from attribution.selectors import By, Only, Slice, Spent, name_of
from okrs.models import Cycle
from organisation.core.calendar import Window, add_months, months
from organisation.core.scope import DIMENSIONS, Scope
from reports.dashboards.explorer import words

Asked = Mapping[str, Sequence[str]]
Choice = tuple[str, str]

DEFAULT_MODEL = Model.LINEAR
BEST_MILESTONES = (Milestone.OPPORTUNITY, Milestone.WON, Milestone.ORDER, *Milestone)
MOST_MONTHS = 120
MOST_ROWS = 30  # of a table, unless all are asked for


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension of the scope: its word, the values a run found, and those that are chosen."""

    key: str
    label: str
    values: Sequence[str]
    chosen: Sequence[str]


@dataclass(frozen=True, slots=True)
class Question:
    """`window` is whole months; `window_key` is its word in the address: all, year, months, or a cycle's number.

    `costs` are those that a frozen cycle was reported with, None where they are read from the ledger of now.
    `travellers`: whose journeys are asked for; `found` is None where no run has such journeys to this milestone.
    `every_row`: long tables are to be shown whole.
    """

    found: CreditRun | None
    travellers: Unit
    by: By
    model: Model
    milestone: Milestone
    window: Window
    window_key: str
    window_name: str
    scope: Scope
    only: Only | None
    milestones: Sequence[Milestone]
    windows: Sequence[Choice]
    dimensions: Sequence[Dimension]
    costs: Mapping[By, Spent] | None = None
    only_name: str = ""
    every_row: bool = False

    def most(self, rows: int) -> int:
        """How many of so many rows a page shows; never all but a few."""
        return rows if self.every_row or rows <= MOST_ROWS + 5 else MOST_ROWS

    @property
    def run(self) -> CreditRun:
        """The run that the page reads. Ask `is_computed` first."""
        if self.found is None:
            raise LookupError("No run has journeys of this unit to this milestone.")
        return self.found

    @property
    def is_computed(self) -> bool:
        return self.found is not None

    @property
    def part(self) -> Slice:
        return Slice(self.run, self.milestone, self.window, self.scope, self.only)

    @property
    def narrowed_to(self) -> str:
        """The group that the page is narrowed to, in words; empty where it is not, or where the group is gone."""
        return f"{self.only.by.value.capitalize()} “{self.only_name}”" if self.only and self.only_name else ""

    @property
    def narrowed_in_text(self) -> str:
        """The same inside a sentence."""
        return self.narrowed_to[:1].lower() + self.narrowed_to[1:] or "a group that is gone"

    @property
    def first_month(self) -> str:
        return f"{self.window.starts_on:%Y-%m}"

    @property
    def last_month(self) -> str:
        return f"{self.window.ends_on - timedelta(days=1):%Y-%m}"

    @property
    def days(self) -> str:
        """The window in words."""
        last = self.window.ends_on - timedelta(days=1)
        return f"{self.window.starts_on:%-d %b %Y} – {last:%-d %b %Y}"

    @property
    def has_money(self) -> bool:
        return bool(words.MILESTONES[self.milestone][2])

    @property
    def unit(self) -> str:
        """Whose journeys: "people" or "accounts"."""
        return str(self.travellers.label).lower()

    @property
    def lookback(self) -> int:
        days: float = self.run.settings.get(self.milestone.name.lower(), {}).get("lookback_days", 0)
        return round(days)

    @property
    def model_word(self) -> str:
        return words.MODELS[self.model]

    @property
    def method(self) -> str:
        """How the numbers came about, for captions."""
        return f"{self.model_word} model, journeys of {self.unit}, look-back {self.lookback} days"


def read(
    asked: Asked,
    *,
    run: CreditRun,
    cycles: Sequence[Cycle],
    cycle: Cycle | None,
    day: date,
    other: CreditRun | None = None,
) -> Question | None:
    """The question in an address; None where the run has no milestone.

    `cycle` is the one to show unasked, `other` the run with journeys of the other unit.
    """
    extents = {Milestone[name.upper()]: found for name, found in run.extent.get("months", {}).items()}
    if not extents:
        return None
    usual = next(milestone for milestone in BEST_MILESTONES if milestone in extents)
    by_word = {milestone.name.lower(): milestone for milestone in extents}
    milestone = by_word.get(_one(asked, "milestone"), usual)
    key, name, window = _window(asked, _whole(extents.values()), cycles=cycles, cycle=cycle, day=day)
    found = tuple(dimensions(asked, run.extent.get("dimensions", {})))
    only = _only(asked)
    unit, source = source_of(_one(asked, "unit"), milestone, run=run, other=other)
    return Question(
        found=source,
        travellers=unit,
        by=next((by for by in By if by == _one(asked, "by")), By.CHANNEL),
        model=next((model for model in words.CHOOSABLE if model == _one(asked, "model")), DEFAULT_MODEL),
        milestone=milestone,
        window=window,
        window_key=key,
        window_name=name,
        scope=Scope.from_mapping({one.key: one.chosen for one in found}),
        only=only,
        only_name=name_of(only) if only else "",
        every_row=_one(asked, "rows") == "all",
        milestones=sorted(extents),
        windows=_windows(cycles),
        dimensions=found,
    )


def source_of(
    asked: str, milestone: Milestone, *, run: CreditRun, other: CreditRun | None
) -> tuple[Unit, CreditRun | None]:
    """Whose journeys to show, as the settings say unasked, and the newest run that has them."""
    name = milestone.name.lower()
    usual = Unit(run.settings.get(name, {}).get("unit", Unit.ACCOUNT.value))
    unit = next((unit for unit in Unit if unit == asked), usual)
    if unit is usual:
        return unit, run
    has = other is not None and other.settings.get(name, {}).get("unit") == unit
    return unit, other if has else None


def _window(
    asked: Asked, everything: Window, *, cycles: Sequence[Cycle], cycle: Cycle | None, day: date
) -> tuple[str, str, Window]:
    key = _one(asked, "window")
    chosen = next((one for one in cycles if str(one.pk) == key), None)
    if key == "months" and (given := _months(asked)):
        return key, "Chosen months", given
    if key == "year":
        return key, "Last twelve months", Window(add_months(day, -11), add_months(day, 1))
    if key not in ("all", "months") and chosen is None and cycle is not None and months_of(cycle).overlaps(everything):
        chosen = cycle
    if chosen is not None and key not in ("all", "months"):
        return str(chosen.pk), str(chosen), months_of(chosen)
    return "all", "All months", everything


def _months(asked: Asked) -> Window | None:
    """Months from `since` up to and including `until`, written 2026-11; None where they make no window."""
    try:
        since, until = (date.fromisoformat(f"{_one(asked, name)}-01") for name in ("since", "until"))
        window = Window(since, add_months(until, 1))
    except ValueError:
        return None
    return window if (window.ends_on - window.starts_on).days <= 31 * MOST_MONTHS else None


def _windows(cycles: Sequence[Cycle]) -> Sequence[Choice]:
    named = [(str(cycle.pk), str(cycle)) for cycle in cycles]
    return [*named, ("year", "Last twelve months"), ("all", "All months"), ("months", "Chosen months")]


def dimensions(asked: Asked, known: Mapping[str, Sequence[str]]) -> Iterator[Dimension]:
    """The dimensions of which values are known, with those of them that the address names."""
    for name in DIMENSIONS:
        values = known.get(name, [])
        if values:
            chosen = [value for value in asked.get(name, []) if value in values]
            yield Dimension(name, words.DIMENSIONS[name], values, chosen)


def _only(asked: Asked) -> Only | None:
    for by in (By.CHANNEL, By.THEME, By.CAMPAIGN):
        given = _one(asked, f"only_{by}")
        if given.isdecimal() and len(given) < 19:
            return Only(by, int(given))
    return None


def _whole(extents: Iterable[Sequence[int]]) -> Window:
    """All months of all milestones, so that every milestone is held against the same spend."""
    numbers = [number for extent in extents for number in extent]
    first, last = (date(number // 100, number % 100, 1) for number in (min(numbers), max(numbers)))
    return Window(first, add_months(last, 1))


def months_of(cycle: Cycle) -> Window:
    """The whole months that the cycle touches."""
    parts = list(months(Window(cycle.starts_on, cycle.ends_on)))
    return Window(parts[0].starts_on, parts[-1].ends_on)


def _one(asked: Asked, name: str) -> str:
    return next(iter(asked.get(name, [])), "")
