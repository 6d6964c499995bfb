"""Examples of arguments for tests/access_table.py."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from alignment import services
from alignment.models import CampaignLink, Experiment
from alignment.services.evidence import keep_experiment
from campaigns import services as services_of_money
from campaigns.models import Audience, Theme
from kpis.selectors import definition
from kpis.services import bind, ship_catalogue
from organisation.core.calendar import add_months
from tests import factories as make


def a_score() -> Mapping[str, Any]:
    cycle = make.cycle(date(2026, 1, 1), date(2026, 4, 1))
    run = services.score_cycle(cycle, today=date(2026, 2, 1), now=datetime(2026, 2, 1, tzinfo=UTC))
    return {"pk": run.pk}


def a_finding() -> Mapping[str, Any]:
    cycle = make.cycle(date(2026, 1, 1), date(2026, 4, 1))
    make.objective(cycle, serves=make.business_objective())
    services.score_cycle(cycle, today=date(2026, 2, 1), now=datetime(2026, 2, 1, tzinfo=UTC))
    return {"pk": cycle.findings.order_by("pk")[0].pk}


def an_experiment() -> Mapping[str, Any]:
    row = Experiment(
        name="Holdout", campaign=make.campaign("Fair"), business_objective=make.business_objective(), design="holdout",
        starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 31), outcome="Opportunities",
    )  # fmt: skip
    return {"pk": keep_experiment(experiment=row, fields={}, by=None, now=datetime(2026, 2, 1, tzinfo=UTC)).pk}


def a_campaign() -> Mapping[str, Any]:
    return {"pk": make.campaign("Fair").pk}


def a_channel() -> Mapping[str, Any]:
    return {"pk": make.channel("A channel of its own").pk}


def a_theme() -> Mapping[str, Any]:
    return {"pk": Theme.objects.create(name="Trust").pk}


def an_audience() -> Mapping[str, Any]:
    return {"pk": Audience.objects.create(name="Small firms", scope={"segment": ["SMB"]}).pk}


def a_sight() -> Mapping[str, Any]:
    ship_catalogue(now=datetime(2026, 1, 1, tzinfo=UTC))
    key_result = make.key_result(make.objective(make.cycle(date(2026, 1, 1), date(2026, 4, 1))))
    bind(key_result, definition("pipeline"), now=datetime(2026, 1, 1, tzinfo=UTC))
    return {"pk": key_result.pk, "campaign_pk": make.campaign("A fair of its own").pk}


def a_stranded_objective() -> Mapping[str, Any]:
    """Dropped in the cycle that runs, with a plan for this month that still points at it."""
    today = timezone.now().date()
    cycle = make.cycle(today.replace(day=1), today.replace(day=1) + timedelta(days=92))
    aim = make.objective(cycle, "Dropped", state="dropped", dropped_on=today, drop_reason="A pivot.")
    make.objective(cycle, "Kept")
    campaign = make.campaign("Fair")
    CampaignLink.objects.create(campaign=campaign, objective=aim, share=1, since=cycle.starts_on)
    services_of_money.set_budget(campaign=campaign, layer="plan", months={add_months(today, 1): Decimal(900)}, by=None)
    return {"pk": aim.pk}
