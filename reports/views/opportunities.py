"""Opportunities, and the journey of one of them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import get_current_timezone_name

from attribution import selectors as attribution
from attribution.core.models import Model
from attribution.models import Milestone, Unit
from crm.models import Opportunity
from people.policy import allowed
from reports.dashboards.explorer import opportunity, words
from reports.dashboards.explorer.question import DEFAULT_MODEL

ROWS_A_PAGE = 50


@allowed("attribution.opportunities")
def listed(request: HttpRequest) -> HttpResponse:
    """Opportunities by words of their name, account or id, by outcome, or touched by a campaign."""
    outcome, search = request.GET.get("outcome", ""), request.GET.get("q", "").strip()
    campaign = request.GET.get("campaign", "")
    found = attribution.opportunities(
        words=search, outcome=outcome, campaign=int(campaign) if campaign.isdecimal() and len(campaign) < 19 else None
    )
    context = {
        "here": "opportunities",
        "rows": Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "outcomes": Opportunity.Outcome.choices,
        "outcome": outcome,
        "search": search,
        "campaign": campaign,
        "campaign_name": attribution.name_of(attribution.Only(attribution.By.CAMPAIGN, int(campaign)))
        if campaign.isdecimal() and len(campaign) < 19
        else "",
    }
    return render(request, "attribution/opportunities.html", context)


@allowed("attribution.opportunities")
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The journey of one opportunity under every model."""
    deal = get_object_or_404(attribution.opportunities(), pk=pk)
    run = attribution.latest_run()
    asked = request.GET.get("model", "")
    model = next((known for known in Model if known == asked), DEFAULT_MODEL)
    context = {"deal": deal, "run": run, "here": "opportunities"}
    if run is None:
        return render(request, "attribution/opportunity.html", context)
    unit = request.GET.get("unit", "")
    page = opportunity.build(
        deal,
        run=run,
        milestone=_milestone(request),
        model=model,
        zone=get_current_timezone_name(),
        unit=unit,
        other=attribution.latest_run(by_other_unit=True) if unit else None,
    )
    choices = {"models": [(known.value, words.MODELS[known]) for known in Model], "units": Unit.choices}
    return render(request, "attribution/opportunity.html", {**context, "page": page, "choices": choices})


def _milestone(request: HttpRequest) -> Milestone | None:
    asked = request.GET.get("milestone", "").upper()
    return Milestone[asked] if asked in Milestone.names else None
