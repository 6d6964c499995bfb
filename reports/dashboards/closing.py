"""Close of a cycle: a checklist in which every point is computed and leads to what mends it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from kpis.selectors import current_definitions, latest_run
from okrs.models import Cycle
from organisation.core.show import number
from reports import selectors
from reports.core.commentary import reds
from reports.core.snapshot import Snapshot
from reports.models import StoredSnapshot

NEEDED_FACTS = {"spend": "Spend", "deals": "Opportunities", "touches": "Touchpoints", "people": "Leads"}
LATE_DAYS = 7
"""How long before the end of a cycle its newest facts may be: weekends and holidays bring none."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to be done before a cycle is frozen; `is_needed`: nobody may freeze without it."""

    label: str
    is_done: bool
    said: str
    url: str = ""
    mend: str = ""
    is_needed: bool = False


def checklist(cycle: Cycle, *, day: date, stored: StoredSnapshot | None = None) -> list[Point]:
    """Every point as it stands on `day`, in the order in which they are mended; `stored` is the newest summary if
    known."""
    stored = stored or selectors.snapshot(cycle)
    points = [_over(cycle, day), _imports(cycle), _computed(cycle, stored is not None)]
    if stored is not None:
        found = selectors.numbers(stored)
        points += [_reconciled(found), _commented(cycle, found), _signed(found)]
    return [*points, _closed(cycle)]


def _over(cycle: Cycle, day: date) -> Point:
    last = cycle.ends_on - timedelta(days=1)
    is_over = day >= cycle.ends_on
    said = f"It ended on {last:%-d %b %Y}." if is_over else f"It runs until {last:%-d %b %Y}."
    return Point("The cycle is over", is_over, said, is_needed=True)


def _imports(cycle: Cycle) -> Point:
    run = latest_run()
    known = run.newest_facts if run else {}
    due = cycle.ends_on - timedelta(days=LATE_DAYS)
    late = []
    for key, name in NEEDED_FACTS.items():
        newest = date.fromisoformat(known[key]) if key in known else None
        if newest is None:
            late.append(f"{name} are missing" if name != "Spend" else "Spend is missing")
        elif newest < due:
            late.append(f"{name} end{'s' if name == 'Spend' else ''} on {newest:%-d %b %Y}")
    said = f"{'; '.join(late)}." if late else "Spend, opportunities, touchpoints and leads reach the end of the cycle."
    return Point("Imports are fresh", not late, said, reverse("imports:index"), "Import")


def _computed(cycle: Cycle, is_computed: bool) -> Point:
    said = "All numbers of the cycle are stored." if is_computed else "No recompute has made its numbers yet."
    url = f"{reverse('alignment')}?cycle={cycle.pk}"
    return Point("Numbers are computed", is_computed, said, url, "Recompute", is_needed=True)


def _reconciled(found: Snapshot) -> Point:
    said = " ".join(f"{proof.sentence}." for proof in found.proofs)
    holds = all(proof.holds for proof in found.proofs)
    return Point("Sums are reconciled", holds, said, reverse("audit_check"), "Look at the sums", is_needed=True)


def _commented(cycle: Cycle, found: Snapshot) -> Point:
    wanted, said = reds(found), selectors.comments(cycle)
    silent = [red for red in wanted if red.subject not in said]
    if not silent:
        words = "Every red has its comment." if wanted else "Nothing is red."
        return Point("Commentary is complete", True, words, is_needed=True)
    url = f"{reverse('comment', args=[cycle.pk])}?on={silent[0].subject}"
    names = ", ".join(f"“{red.label}”" for red in silent[:3])
    more = f" and {len(silent) - 3} more" if len(silent) > 3 else ""
    said_of = f"{names}{more} wait{'s' if len(silent) == 1 else ''} for a comment."
    return Point("Commentary is complete", False, said_of, url, "Comment", is_needed=True)


def _signed(found: Snapshot) -> Point:
    keys = [row.key for row in found.kpis]
    rows = current_definitions(keys)
    open_rows = [row for row in rows if row.marketing_signed_at is None or row.finance_signed_at is None]
    if not open_rows:
        said = f"Marketing and finance have signed the {number(len(keys))} KPIs of the summary."
        return Point("Definitions are signed", True, said)
    names = ", ".join(row.name for row in open_rows[:3])
    more = f" and {len(open_rows) - 3} more" if len(open_rows) > 3 else ""
    said = f"{number(len(open_rows))} of {number(len(keys))} KPIs lack a signature: {names}{more}."
    return Point("Definitions are signed", False, said, reverse("kpis:kpi", args=[open_rows[0].key]), "Sign")


def _closed(cycle: Cycle) -> Point:
    is_closed = cycle.state == Cycle.State.CLOSED
    said = "Every key result has its score." if is_closed else f"The cycle is {Cycle.State(cycle.state).label.lower()}."
    return Point(
        "Objectives are scored and closed", is_closed, said, reverse("okrs:cycle", args=[cycle.pk]), "Close it"
    )
