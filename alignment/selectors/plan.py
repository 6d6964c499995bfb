"""The marketing plan of a window: money by theme, channel or team, and a calendar. A fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from django.db.models import Q

from campaigns.core.ledger import Line, elapsed, total
from campaigns.models import Campaign
from campaigns.selectors import line_by_campaign, running_in
from organisation.core.calendar import Window, months


class By(StrEnum):
    THEME = "theme"
    CHANNEL = "channel"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A campaign with its ledger of the window."""

    pk: int
    name: str
    theme: str
    channel: str
    team: str
    state: str
    approved: bool
    starts_on: date | None
    ends_on: date | None
    line: Line

    def group(self, by: By) -> str:
        return str(getattr(self, by))


@dataclass(frozen=True, slots=True)
class PlanGroup:
    name: str
    campaigns: int
    line: Line


@dataclass(frozen=True, slots=True)
class PlanPage:
    groups: Sequence[PlanGroup]
    rows: Sequence[PlanRow]
    whole: Line
    elapsed: Decimal
    campaigns: int
    approved: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A campaign on the calendar: the part of the window it runs in, as shares; None where a day is not known."""

    row: PlanRow
    begins: float | None
    width: float | None


def plan_page(window: Window, *, today: date, by: By, group: str | None = None) -> PlanPage:
    """Sums by theme, channel or team; `rows` are the campaigns of `group`, the largest plan first."""
    rows = plan_rows(window)
    grouped: dict[str, list[PlanRow]] = defaultdict(list)
    for row in rows:
        grouped[row.group(by)].append(row)
    groups = [PlanGroup(name, len(found), total(r.line for r in found)) for name, found in grouped.items()]
    inside = grouped.get(group, []) if group is not None else []
    return PlanPage(
        groups=sorted(groups, key=lambda one: (-_size(one.line), one.name)),
        rows=sorted(inside, key=lambda row: (-_size(row.line), row.name)),
        whole=total(row.line for row in rows),
        elapsed=elapsed(window, today=today),
        campaigns=len(rows),
        approved=sum(row.approved for row in rows),
    )


def plan_rows(window: Window) -> Sequence[PlanRow]:
    """Campaigns that run in the window or have money in it."""
    money = line_by_campaign(window)
    running = Q(pk__in=running_in(window).select_related(None).order_by().values("pk")) | Q(pk__in=list(money))
    fields = ("pk", "name", "theme__name", "channel__name", "team", "state", "plan_approved_at", "starts_on", "ends_on")
    return [
        PlanRow(
            pk, name, theme or "", channel or "", team, state, approved is not None, start, end, money.get(pk, Line())
        )
        for pk, name, theme, channel, team, state, approved, start, end in Campaign.objects.filter(running)
        .order_by()
        .values_list(*fields)
    ]


def calendar(window: Window) -> Sequence[Bar]:
    """Campaigns by team and first day, those without dates last within their team."""
    rows = sorted(plan_rows(window), key=lambda r: (r.team == "", r.team, r.starts_on or date.max, r.name))
    return [_bar(row, window) for row in rows]


def month_ticks(window: Window) -> Iterable[tuple[date, float]]:
    """The first day of each month and where it lies in the window."""
    return [(m.starts_on, max(0.0, (m.starts_on - window.starts_on).days / window.days)) for m in months(window)]


def _bar(row: PlanRow, window: Window) -> Bar:
    if row.starts_on is None or row.ends_on is None:
        return Bar(row, None, None)
    first = max(row.starts_on, window.starts_on)
    after = min(row.ends_on + timedelta(days=1), window.ends_on)
    if after <= first:
        return Bar(row, None, None)
    return Bar(row, (first - window.starts_on).days / window.days, (after - first).days / window.days)


def _size(line: Line) -> Decimal:
    return max(line.plan or Decimal(0), line.actual or Decimal(0))
