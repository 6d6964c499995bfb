"""What a campaign is planned to cost, as a whole."""

from decimal import Decimal

from django.db.models import Sum

from campaigns.models import BudgetEntry, Campaign


def planned_spend(campaign: Campaign) -> Decimal | None:
    """The plan's sum over all months; None where nobody has entered one."""
    rows = BudgetEntry.objects.filter(campaign=campaign, layer=BudgetEntry.Layer.PLAN)
    found: Decimal | None = rows.aggregate(whole=Sum("reported"))["whole"]
    return found or None
