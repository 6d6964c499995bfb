"""What owners of campaigns signed when their plans were approved, beside what closed campaigns said at that time."""

from collections.abc import Mapping
from datetime import datetime, time
from zoneinfo import ZoneInfo

from attribution.models import CreditRun
from attribution.selectors import latest_run
from campaigns.models import Campaign
from campaigns.services import PlanRefused, approve_plan
from forecasts.core.errors import CannotForecast
from forecasts.core.launch.model import LaunchModel
from forecasts.core.launch.predict import PlannedCampaign, forecast_launch
from forecasts.models import Promise
from forecasts.selectors.planned import planned_spend
from forecasts.services import Beside, PromiseRefused, promise_campaign
from forecasts.services.launch import fit_as_of
from organisation.selectors import organisation, today
from people.models import Role, User
from reports.services.company.manners import manner_of, own_range

QUANTITY = Promise.Quantity.PIPELINE
Models = dict[datetime, LaunchModel | None]


def sign_campaigns(*, now: datetime, model: str, places: Mapping[int, int]) -> int:
    """Approve plans on the first day of their campaign and let the owner sign. How many were signed."""
    run, approver = latest_run(), User.objects.filter(role=Role.EXECUTIVE).order_by("pk").first()
    if run is None or approver is None:
        return 0
    rows = Campaign.objects.filter(
        owner__isnull=False,
        channel__isnull=False,
        starts_on__lte=today(now),
        ends_on__isnull=False,
        plan_approved_at__isnull=True,
    )
    models: Models = {}
    return sum(
        _sign(row, run, approver, model, places, models)
        for row in rows.select_related("channel", "owner").order_by("starts_on", "pk")
    )


def _sign(row: Campaign, run: CreditRun, approver: User, model: str, places: Mapping[int, int], models: Models) -> bool:
    at = datetime.combine(row.starts_on, time(10), tzinfo=ZoneInfo(organisation().time_zone))  # type: ignore[arg-type]
    if at not in models:
        models[at] = _known_then(run, model, at)
    spend, known = planned_spend(row), models[at]
    if known is None or not spend or row.owner is None:
        return False
    plan = PlannedCampaign(row.name, row.channel.name if row.channel else "", row.mix, float(spend))
    found = forecast_launch(known, plan, seed=row.pk)
    try:
        approve_plan(campaign=row, by=approver, now=at)
        row.refresh_from_db()
        promise_campaign(
            row, QUANTITY, own_range(found.outcome, manner_of(row.owner.pk, places)),
            beside=Beside("launch", found.outcome, found.built_on), by=row.owner, now=at,
        )  # fmt: skip
    except (PlanRefused, PromiseRefused):
        return False
    return True


def _known_then(run: CreditRun, model: str, at: datetime) -> LaunchModel | None:
    """What campaigns that were over on that day say; None where they were too few."""
    try:
        return fit_as_of(run, QUANTITY, model=model, day=today(at), ended_by=today(at))
    except CannotForecast:
        return None
