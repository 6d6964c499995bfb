"""What a campaign is planned to cost, as a whole."""

from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum

from campaigns.models import BudgetEntry, Campaign


def planned_spend(campaign: Campaign) -> Decimal | None:
    """The plan's sum over all months; None where nobody has entered one."""
    rows = BudgetEntry.objects.filter(campaign=campaign, layer=BudgetEntry.Layer.PLAN)
    found: Decimal | None = rows.aggregate(whole=Sum("reported"))["whole"]
    return found or None


def begins_last(day: date) -> Campaign | None:
    """Of the campaigns with a channel and a plan that are not over, the one that begins last; of several the largest.

    With its plan as `planned`.
    """
    rows = Campaign.objects.filter(Q(ends_on__gte=day) | Q(ends_on__isnull=True), channel__isnull=False)
    planned = Sum("budget_entries__reported", filter=Q(budget_entries__layer=BudgetEntry.Layer.PLAN))
    known = rows.filter(starts_on__isnull=False).annotate(planned=planned).filter(planned__gte=1)
    return known.select_related("channel").order_by("-starts_on", "-planned", "pk").first()
