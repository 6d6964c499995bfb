"""Ways to a milestone: common paths, how many touches and how long, what came first and last."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from attribution import selectors
from attribution.selectors.journeys import Journeys
from organisation.core.show import number, percent
from reports.dashboards.explorer import words
from reports.dashboards.explorer.question import Question
from reports.figures.drawing import Drawing
from reports.figures.journeys import Way, ends_side_by_side, histogram, ways

MOST_PATHS = 14
STEPS = 3
TABLE_PATHS = 20
LENGTHS = ((1, 1), (2, 3), (4, 5), (6, 10), (11, 20), (21, 30), (31, 50), (51, 100))
DAYS = ((0, 0), (1, 6), (7, 29), (30, 89), (90, 179), (180, 269), (270, 365), (366, 10_000))


@dataclass(frozen=True, slots=True)
class PathRow:
    """A path in words, with its journeys, their share and their value."""

    names: Sequence[str]
    journeys: int
    share: float
    value: float


@dataclass(frozen=True, slots=True)
class JourneysPage:
    """`touched`: milestones with a touch before them, of which `journeys` met the group that is chosen, if any."""

    question: Question
    journeys: int
    touched: int
    without: int
    median_touches: int | None
    median_days: int | None
    single: float | None
    paths: Sequence[PathRow]
    sentence: str
    flow: Drawing | None = None
    lengths: Drawing | None = None
    days: Drawing | None = None
    ends: Drawing | None = None


def build(question: Question) -> JourneysPage:
    """Journeys of the question's months and scope; of one group, those that it touched."""
    found = selectors.journeys(question.part)
    totals = selectors.reconciled(
        question.run, milestone=question.milestone, window=question.window, scope=question.scope or None
    )
    names = selectors.channel_names()
    touched = round(totals.conversions - totals.unattributed_conversions)
    page = JourneysPage(
        question=question,
        journeys=found.journeys,
        touched=touched,
        without=round(totals.unattributed_conversions),
        median_touches=_median(found.touches),
        median_days=_median(found.days),
        single=found.touches.get(1, 0) / found.journeys if found.journeys else None,
        paths=_paths(found, names),
        sentence=_sentence(question, found, names, touched=touched),
    )
    return _drawn(page, found, names) if found.journeys else page


def _paths(found: Journeys, names: Mapping[int, str]) -> list[PathRow]:
    return [
        PathRow(
            [_name(channel, names) for channel in path.channels],
            path.journeys,
            path.journeys / found.journeys,
            path.value,
        )
        for path in found.paths[:TABLE_PATHS]
    ]


def _name(channel: int, names: Mapping[int, str]) -> str:
    return "…" if channel == 0 else names.get(channel, "A channel that is gone")


def _sentence(question: Question, found: Journeys, names: Mapping[int, str], *, touched: int) -> str:
    one, several, _ = words.MILESTONES[question.milestone]
    if not found.journeys and touched:
        return _nothing(question)
    if not found.journeys:
        return f"No {one} in these months has a touch before it"
    if question.only:
        half = f"half of them take at most {number(_median(found.days))} days"
        group = question.narrowed_to or "A group that is gone"
        return f"{group} touched {percent(found.journeys / touched)} of journeys to {several}; {half}"
    first = found.first[0]
    share = percent(first.journeys / found.journeys)
    half = f"half take at most {number(_median(found.days))} days"
    return f"{share} of journeys to {several} begin with {_name(first.channel, names)}; {half}"


def _nothing(question: Question) -> str:
    """Why there are no journeys although milestones were touched."""
    _, several, _ = words.MILESTONES[question.milestone]
    if not question.only:
        return "The newest run did not keep journeys by scope; the next recompute will"
    if not selectors.keeps_groups(question.run):
        return "This run did not keep journeys by channel, theme and campaign; the next recompute will"
    return f"{question.narrowed_to or 'A group that is gone'} touched none of the journeys to {several} in these months"


def _drawn(page: JourneysPage, found: Journeys, names: Mapping[int, str]) -> JourneysPage:
    question = page.question
    met = f" touched by {question.narrowed_in_text}" if question.only else ""
    whole = f"{number(found.journeys)} journey{'' if found.journeys == 1 else 's'} of {question.unit}{met}"
    caption = f"{question.days}, {whole}, look-back {question.lookback} days"
    touches = f"{page.median_touches} touch{'' if page.median_touches == 1 else 'es'}"
    lengths = histogram(
        _bins(found.touches, LENGTHS),
        finding=f"Half of the journeys have at most {touches}",
        caption=caption, x_title="Touches before the milestone", heads=("Touches", "Journeys"),
    )  # fmt: skip
    days = histogram(
        _bins(found.days, DAYS),
        finding=f"Half of the journeys take at most {number(page.median_days)} days",
        caption=caption, x_title="Days from the first touch to the milestone", heads=("Days", "Journeys"),
    )  # fmt: skip
    ends = ends_side_by_side(
        {_name(end.channel, names): end.journeys for end in found.first},
        {_name(end.channel, names): end.journeys for end in found.last},
        whole=found.journeys,
        caption=caption,
    )
    return replace(page, flow=_flow(question, found, names, caption), lengths=lengths, days=days, ends=ends)


def _flow(question: Question, found: Journeys, names: Mapping[int, str], caption: str) -> Drawing:
    word = words.MILESTONES[question.milestone][0]
    begun = Counter[tuple[int, ...]]()
    for path in found.paths:
        begun[path.channels if len(path.channels) <= STEPS else (*path.channels[:STEPS], 0)] += path.journeys
    chosen = begun.most_common(MOST_PATHS)
    drawn = percent(sum(journeys for _, journeys in chosen) / found.journeys)
    several = f"The {len(chosen)} most common ways are {drawn} of all journeys"
    return ways(
        [Way([_name(channel, names) for channel in channels], journeys) for channels, journeys in chosen],
        steps=STEPS,
        end=word[0].upper() + word[1:],
        finding=several if len(chosen) > 1 else "All journeys go the same way",
        reading=f"Repeats in a row are one step; what follows the first {STEPS} is taken together.",
        caption=caption,
    )


def _median(counts: Mapping[int, int]) -> int | None:
    """The smallest number that at least half of the journeys do not pass."""
    whole, seen = sum(counts.values()), 0
    for value, count in sorted(counts.items()):
        seen += count
        if 2 * seen >= whole:
            return value
    return None


def _bins(counts: Mapping[int, int], edges: Sequence[tuple[int, int]]) -> Sequence[tuple[str, int]]:
    """How many lie in every range; what is longer than anything was is left out."""
    most, longest = edges[-1][1], max(counts)
    return [
        (
            _range(low, high, most=most),
            sum(count for value, count in counts.items() if low <= min(value, most) <= high),
        )
        for low, high in edges
        if low <= longest
    ]


def _range(low: int, high: int, *, most: int) -> str:
    if high >= most:
        return f"{low}+"
    return f"{low}" if low == high else f"{low}–{high}"
