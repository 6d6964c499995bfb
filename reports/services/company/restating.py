"""The company's restated quarter: frozen on the files of its close, before later ones bring corrections."""

import csv
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, time, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

from alignment.services.recompute import LOCKED_MODEL, score_with
from attribution.services import run_credit
from kpis.services import measure_all
from okrs.models import Cycle
from organisation.core.calendar import Window
from organisation.selectors import organisation
from people.models import User
from reports.core.commentary import reds
from reports.models import FrozenCycle
from reports.selectors import numbers
from reports.services.alignment_page import store
from reports.services.comments import say
from reports.services.freezing.freeze import freeze
from reports.services.snapshot import store_snapshot
from simulator.company.blueprint import address
from simulator.company.facts import Facts
from simulator.company.opportunity_files import RESTATED

Progress = Callable[[float, str], None]
Publishing = Callable[[], AbstractContextManager[object]]

AS_CLOSED = "salesforce_opportunity_as_closed.csv"
ROLES, ROLES_AS_CLOSED = (
    "salesforce_opportunity_contact_role.csv", "salesforce_opportunity_contact_role_as_closed.csv",
)  # fmt: skip
AFTERWARDS = (
    "salesforce_opportunity.csv", "salesforce_opportunity_history.csv", ROLES, "sales_activities.csv",
)  # fmt: skip
"""Files that speak of deals entered after the quarter was reported."""
FROZEN_AFTER = timedelta(days=6)
COMMENT = "Later than planned; the team has been told what comes first, and the next check-in will show it."
ALTHOUGH = "The board meets tomorrow; signatures and closing scores follow this week."


def freeze_first_report(told: Facts, *, now: datetime, publishing: Publishing) -> None:
    """Freeze the quarter with the facts there are, as its leaders did a week after its end; once."""
    cycle = Cycle.objects.get(name=told.calendar.quarters[RESTATED].name)
    if FrozenCycle.objects.filter(cycle=cycle).exists():
        return
    at = datetime.combine(cycle.ends_on + FROZEN_AFTER, time(16), tzinfo=ZoneInfo(organisation().time_zone))
    run = run_credit(now=now, publishing=publishing)
    measured = measure_all([Window(cycle.starts_on, cycle.ends_on)], now=now, locked_model=LOCKED_MODEL)
    before = Cycle.objects.filter(length=cycle.length, ends_on=cycle.starts_on)
    for one in before:  # what the score is compared with
        score_with(run, one, day=at.date(), now=at, publishing=publishing)
    score = score_with(run, cycle, day=at.date(), now=at, publishing=publishing)
    leader = User.objects.filter(email=address("cmo")).first()
    with publishing():
        store(score, run, day=at.date(), now=at)
        stored = store_snapshot(score, run, measured, day=at.date(), now=at)
        for red in reds(numbers(stored)) if leader else ():
            say(cycle, subject=red.subject, text=COMMENT, by=leader, now=at)
        freeze(cycle, by=leader, now=at, although=ALTHOUGH)


def roles_as_closed(roles: bytes, deals: bytes) -> bytes:
    """The contact roles of the deals that the first report knew."""
    known = {row["Id"] for row in csv.DictReader(StringIO(deals.decode()))}
    rows = csv.DictReader(StringIO(roles.decode()))
    kept = StringIO()
    writer = csv.DictWriter(kept, fieldnames=rows.fieldnames or ())
    writer.writeheader()
    writer.writerows(row for row in rows if row["OpportunityId"] in known)
    return kept.getvalue().encode()
