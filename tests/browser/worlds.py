"""What pages show in the browser ring. Each world makes its rows once and names those that addresses need."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alignment.models import Experiment
from alignment.services import Share, link_campaign
from alignment.services.evidence import keep_experiment
from campaigns.models import Campaign
from crm.models import Opportunity
from imports.models import Batch
from jobs.models import Job
from jobs.services import run_waiting
from kpis import services as kpis
from kpis.selectors import definition
from okrs import services as okrs
from okrs.core.closing import Ambition
from okrs.core.progress import Kind
from okrs.core.status import Status
from okrs.models import Category, Cycle, Document, Objective
from okrs.models.words import Team
from okrs.selectors import cycles
from organisation.core.scope import Scope
from people import services as people
from people.models import Role, User
from reports.models import StoredSnapshot
from reports.services.recompute import recompute_all
from reports.services.sharing import share
from tests import factories as make
from tests.browser.hostile import ATTACK, spoil
from tests.okrs.makers import business, check_in, key_result, objective

World = Mapping[str, object]


def nothing() -> World:
    """A fresh installation."""
    return {}


def people_at_work() -> World:
    """Colleagues, invitations, tokens and what they left in the audit trail."""
    now, admin = timezone.now(), make.user(Role.ADMINISTRATOR, name="Ada Administrator", email="ada@example.com")
    colleagues = [
        make.user(role, name=f"{name} {role.label}", team=team)
        for name, role, team in (("Eve", Role.EXECUTIVE, ""), ("Max", Role.MARKETER, "Demand"), ("Bo", Role.BOARD, ""))
    ]
    User.objects.filter(pk=colleagues[2].pk).update(is_active=False)
    invited = people.invite(email="newcomer-with-a-long-name@example.com", role=Role.MARKETER, by=admin, now=now)
    for owner in (colleagues[1], User.objects.get(role=Role.ADMINISTRATOR, email="administrator@example.org")):
        people.make_token(owner=owner, label="Nightly export", scopes=["read"], lifetime=timedelta(days=30))
    people.record(by=admin, verb="person.changed", subject=colleagues[1], detail={"role": {"from": "analyst"}})
    return {"person": colleagues[1].pk, "secret": invited.secret}


def jobs_in_every_state() -> World:
    now = timezone.now()
    ended = {"attempt": 1, "started_at": now, "finished_at": now}
    running = Job.objects.create(
        kind="reports.recompute", state="running", attempt=1, started_at=now, progress=0.42,
        lease_until=now + timedelta(hours=1), sentence="Credits campaigns by thirteen models",
    )  # fmt: skip
    Job.objects.create(kind="reports.recompute")
    Job.objects.create(kind="imports.read", state="succeeded", sentence="3,120 rows were read.", progress=1, **ended)
    Job.objects.create(kind="imports.read", state="failed", error="Column “Amount” is missing in line 1.", **ended)
    return {"job": running.pk}


def some_imports() -> World:
    """One import that waits for answers, with rows it would reject, and one that is done."""
    client, batches = Client(), []
    client.force_login(User.objects.get(email="marketer@example.org"))
    sheets = {
        "accounts.csv": b"external_id,name\nA1,Nordwind\nA2,\n",
        "spend.csv": b"Campaign,Day,Cost\nFair,03/04/2026,x\n",
    }
    for name, text in sheets.items():
        client.post(reverse("imports:new"), {"files": [SimpleUploadedFile(name, text)], "source": "CRM", "target": ""})
        run_waiting()
        batches.append(Batch.objects.latest("pk"))
    client.post(reverse("imports:confirm", args=[batches[0].pk]))
    run_waiting()
    return {"done": batches[0].pk, "open": batches[1].pk, "source": batches[0].source_id}


def hostile() -> World:
    """The same quarter with names that attack or break pages, amounts of a trillion and money that only loses; and a
    link to its summary."""
    made = a_quarter(before_recompute=spoil)
    stored, boss = StoredSnapshot.objects.get(cycle=made["cycle"]), User.objects.get(role=Role.EXECUTIVE)
    return {**made, "secret": share(stored, label=ATTACK, days=7, by=boss, now=timezone.now()).secret}


def a_quarter(*, before_recompute: Callable[[Cycle], None] = lambda quarter: None) -> World:
    """A running quarter: five business objectives, key results in every status, money, deals and one recompute."""
    today = timezone.now().date()
    marketer = User.objects.get(email="marketer@example.org")
    quarter = okrs.plan_cycle(length=Cycle.Length.QUARTER, day=today)
    okrs.open_cycle(quarter, now=datetime.combine(quarter.starts_on, time(), tzinfo=UTC))
    served = _business_objectives()
    rows = _objectives(quarter, served, owner=marketer)
    results = _key_results(rows, owner=marketer, today=today)
    plan = okrs.plan_cycle(length=Cycle.Length.QUARTER, day=quarter.ends_on)
    document = okrs.register_document(
        name="Strategy of the year", kind=Document.Kind.STRATEGY, owner=marketer, cycle=quarter,
        file=SimpleUploadedFile("strategy.txt", b"Win small firms."), reviewed_on=today,
    )  # fmt: skip
    target = okrs.set_sales_target(month=quarter.starts_on, target=Decimal(400000), result=Decimal(180000))
    _money(quarter, rows)
    followed = key_result(rows[0], "Pipeline with small firms", target=200_000, unit="EUR", owner=marketer)
    kpis.ship_catalogue(now=timezone.now())
    kpis.bind(followed, definition("pipeline"), now=timezone.now())
    tested = Experiment(
        name="Half of the regions without the series", campaign=Campaign.objects.get(name="Summit series"),
        business_objective=served[0], design="geo", starts_on=today - timedelta(days=90), outcome="Opportunities",
        ends_on=today - timedelta(days=30), effect=12.0, low=4.0, high=20.0,
    )  # fmt: skip
    keep_experiment(experiment=tested, fields={}, by=marketer, now=timezone.now())
    series = Campaign.objects.get(name="Summit series").pk
    before_recompute(quarter)
    recompute_all(now=timezone.now())
    return {
        "cycle": quarter.pk, "draft": plan.pk, "business": served[0].pk, "objective": rows[0].pk, "target": target.pk,
        "experiment": tested.pk, "finding": quarter.findings.get(kind="orphan_money").pk,
        "document": document.pk, "key_result": results[0].pk, "followed": followed.pk, "milestone": results[-1].pk,
        "campaign": series, "channel": make.channel("Events").pk,
        "deal": Opportunity.objects.latest("pk").pk,
    }  # fmt: skip


def a_closed_quarter() -> World:
    """A quarter that was scored and closed, beside the draft of the next."""
    quarter = okrs.plan_cycle(length=Cycle.Length.QUARTER, day=date(2025, 2, 1))
    opened = datetime(2025, 1, 1, tzinfo=UTC)
    okrs.open_cycle(quarter, now=opened)
    row = objective(quarter, "Win small firms", business_objective=business("Grow market share"))
    result = key_result(row, "Qualified leads", target=100)
    check_in(result, 80, day=date(2025, 3, 20))
    okrs.review_cycle(Cycle.objects.get(pk=quarter.pk))
    okrs.plan_cycle(length=Cycle.Length.QUARTER, day=date(2025, 5, 1))
    return {"cycle": quarter.pk, "key_result": result.pk, "listed": len(cycles())}


def _business_objectives() -> list:
    names = {
        Category.SHARE: "Win the small-firm segment",
        Category.BRAND: "Be recalled first in our category",
        Category.CUSTOMER: "Keep customers longer",
        Category.PROFIT: "Earn more per order",
        Category.REVENUE: "Grow new enterprise revenue 20 %",
    }
    weights = (3, 2, 2, 1, 4)
    segments = {Category.SHARE: Scope(segment=("Retail",)), Category.REVENUE: Scope(segment=("Finance",))}
    return [
        business(name, category=category, weight=Decimal(weight), scope=segments.get(category, Scope()))
        for (category, name), weight in zip(names.items(), weights, strict=True)
    ]


def _objectives(quarter: Cycle, served: list, *, owner: User) -> list[Objective]:
    names = ("Be found by small firms", "Be named unprompted", "Answer before customers leave", "Sell the whole set")
    rows = [
        objective(quarter, name, business_objective=aim, owner=owner, description=f"{name}, measured every fortnight.",
                  co_owners=[Team.SALES])
        for name, aim in zip(names, served, strict=False)
    ]  # fmt: skip
    rows.append(objective(quarter, "Try a new channel", ambition=Ambition.ASPIRATIONAL))
    rows.append(objective(quarter, "Be found in the south", business_objective=served[0], parent=rows[0]))
    return rows


def _key_results(rows: list[Objective], *, owner: User, today: date) -> list:
    expected = (today - rows[0].cycle.starts_on).days + 1
    made = [
        key_result(rows[0], "Qualified leads from firms below fifty people", target=100, owner=owner),
        key_result(rows[0], "Share of search", target=12, unit="%"),
        key_result(rows[1], "Unprompted recall", baseline=20, target=30, unit="%"),
        key_result(rows[2], "Days until the first answer", kind=Kind.DECREASE, baseline=9, target=2, unit="days"),
        key_result(rows[3], "Sets sold", target=400, unit="sets"),
        key_result(rows[4], "A first campaign is live", kind=Kind.MILESTONE,
                   checklist=[("Agency chosen", Decimal(1)), ("Live", Decimal(2))]),
    ]  # fmt: skip
    done = Decimal(expected)
    for at, row in ((0.9, made[0]), (0.2, made[4])):
        for day in range(1, expected + 1, 14):
            said = okrs.Said(confidence=6, what_changed="Two webinars.", next_step="A third.")
            check_in(row, round(float(done) * at * day / expected, 1), day=today - timedelta(days=expected - day),
                     said=said, by=owner)  # fmt: skip
    check_in(made[1], 1, day=today, said=okrs.Said(declared=Status.OFF_TRACK, what_changed="A rival bids on us."))
    return made


def _money(quarter: Cycle, rows: list[Objective]) -> None:
    day = quarter.starts_on
    names = ("Summit series", "Analyst briefings", "Partner webinars", "Search, own brand", "Display always-on")
    for at, name in enumerate(names):
        campaign = make.campaign(name)
        make.spend(campaign, day, str(9000 - 1500 * at))
        if at < len(names) - 1:
            link_campaign(campaign=campaign, shares=[Share(rows[at % 4], Decimal(1))], since=day, by=None)
        for number in range(6):
            firm = make.account(f"Firm {at}-{number}", segment="Retail" if (at + number) % 3 else "Finance")
            make.touch(make.contact(firm), day, campaign)
            make.opportunity(firm, f"{5000 - 600 * at}.00", created=day, outcome="open")
