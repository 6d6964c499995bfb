"""Which chapters a page needs, and the page that shows them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from reports.dashboards.numbers import ahead, evidence, results
from reports.dashboards.numbers.chapter import Chapter, Rows

CHAPTERS: Mapping[str, Chapter] = {
    chapter.key: chapter for chapter in (*results.CHAPTERS, *ahead.CHAPTERS, *evidence.CHAPTERS)
}
# Pages with numbers, by the names of their addresses, and the chapters that tell what these mean.
PAGES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("alignment", "summary"), ("reports", "score", "money", "measured")),
    "department": ("reports", "score", "money", "measured", "customers"),
    **dict.fromkeys(("score", "findings", "finding", "matrix", "contribution", "audit_check"), ("score", "money")),
    **dict.fromkeys(("experiments", "stranded"), ("score", "money")),
    **dict.fromkeys(("desk", "plan", "plan_calendar", "plan_channels", "plan_budget", "campaign"), ("money",)),
    **dict.fromkeys(("explorer", "explorer_models", "explorer_months", "explorer_journeys"), ("attribution",)),
    **dict.fromkeys(("explorer_readings", "explorer_coverage", "opportunities", "opportunity"), ("attribution",)),
    **dict.fromkeys(("truth", "attribution_settings"), ("attribution",)),
    **dict.fromkeys(("kpis:index", "kpis:kpi", "kpis:health", "kpis:facts", "kpis:matrix"), ("measured",)),
    **dict.fromkeys(("line_of_sight", "sight_campaign"), ("measured", "attribution")),
    **dict.fromkeys(("okrs:tree", "okrs:map", "okrs:objective", "okrs:key_result", "okrs:owed"), ("objectives",)),
    **dict.fromkeys(("okrs:business_objectives", "okrs:cycles", "okrs:cycle", "okrs:sales_targets"), ("objectives",)),
    **dict.fromkeys(("forecasts:index", "forecasts:kpis", "forecasts:kpi", "forecasts:key_result"), ("outlook",)),
    **dict.fromkeys(("forecasts:launch", "forecasts:promises", "forecasts:court"), ("outlook",)),
    "forecasts:customers": ("customers",),
    **dict.fromkeys(("forecasts:mix", "forecasts:budget", "forecasts:budget_plan"), ("mix",)),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A chapter with the addresses of its rows that this reader may open."""

    chapter: Chapter
    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class NumbersPage:
    """`of_one`: whether these are the chapters of one page, and not all of them."""

    chapters: Sequence[Shown]
    of_one: bool


def address(name: str) -> str:
    """Where the numbers of a page are explained; empty for a page without any."""
    return f"{reverse('numbers')}?{urlencode({'of': name})}" if name in PAGES else ""


def build(of: str, *, may: Callable[[str], bool]) -> NumbersPage:
    """The chapters of the page that is so called, or all of them; `may` says what the reader is allowed."""
    keys = PAGES.get(of, tuple(CHAPTERS))
    return NumbersPage([Shown(CHAPTERS[key], _rows(CHAPTERS[key].rows, may)) for key in keys], of in PAGES)


def _rows(rows: Sequence[Rows], may: Callable[[str], bool]) -> list[tuple[str, str]]:
    return [(row.label, reverse(row.name, args=row.arguments)) for row in rows if not row.action or may(row.action)]
