"""What the company's leaders put their names to: KPI definitions, plans of campaigns, and a link for the board.

One definition waits for finance, the spreadsheet's KPI for everybody, and nobody approves the plan of what was dropped.
"""

from datetime import datetime, timedelta

from campaigns.models import BudgetEntry, Campaign
from campaigns.services import approve_plan
from kpis.core.words import Family
from kpis.models import Definition
from kpis.services.keeping import Signature, give_owner, sign
from okrs.models import Cycle
from people.models import User
from reports.models import FrozenCycle, ShareLink
from reports.selectors import snapshot
from reports.services.sharing import share
from simulator.company.blueprint import address
from simulator.company.goals import MARKETPLACE
from simulator.company.surveys import SHEET_KEY

WAITS_FOR_FINANCE = "campaign_roi"
ANSWERS_FOR = {Family.ACTIVITY: "digital", Family.BRAND: "brand", Family.CUSTOMER: "success", Family.REVENUE: "demand"}
BOARD_DAYS, BANK_DAYS = 30, 14
BANK_READ = timedelta(days=60)


def sign_definitions(*, now: datetime) -> int:
    """Somebody answers for each KPI, marketing and finance sign it. How many have both signatures."""
    people = _people()
    signed = 0
    for row in Definition.objects.current().exclude(key=SHEET_KEY):
        if row.owner_id is None:
            give_owner(row, people[address(ANSWERS_FOR.get(Family(row.family), "analyst"))], by=None)
        sign(row, Signature.MARKETING, by=people[address("cmo")], now=now)
        if row.key != WAITS_FOR_FINANCE:
            sign(row, Signature.FINANCE, by=people[address("finance")], now=now)
            signed += 1
    return signed


def approve_plans(*, now: datetime) -> int:
    """Finance approves what has a plan that nobody promised on, but for what served the dropped objective. How many."""
    finance = _people()[address("finance")]
    planned = BudgetEntry.objects.filter(layer=BudgetEntry.Layer.PLAN).values("campaign")
    waiting = Campaign.objects.filter(pk__in=planned, plan_approved_at__isnull=True)
    rows = list(waiting.exclude(name__contains=MARKETPLACE.split()[-1].capitalize()))
    for row in rows:
        approve_plan(campaign=row, by=finance, now=now)
    return len(rows)


def share_with_the_board(cycle: Cycle, *, now: datetime) -> None:
    """The running quarter's summary for the board, and the restated one for a bank, which has expired; once."""
    stored, leader = snapshot(cycle), User.objects.filter(email=address("cmo")).first()
    if stored is None or leader is None or ShareLink.objects.exists():
        return
    reported = FrozenCycle.objects.filter(reopened_at__isnull=True).select_related("snapshot").first()
    if reported is not None:
        share(reported.snapshot, label="Credit committee of the bank", days=BANK_DAYS, by=leader, now=now - BANK_READ)
    share(stored, label="Board meeting of this quarter", days=BOARD_DAYS, by=leader, now=now)


def _people() -> dict[str, User]:
    return {user.email: user for user in User.objects.all()}
