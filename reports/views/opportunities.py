"""Opportunities, and the journey of one of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import get_current_timezone_name, localtime

from attribution import selectors as attribution
from attribution.core.models import Model
from attribution.models import CreditRun, Milestone, Unit
from crm.models import Opportunity
from organisation.selectors import organisation
from people.policy import allowed
from reports.dashboards.explorer import opportunity, words
from reports.dashboards.explorer.opportunity import OpportunityPage
from reports.dashboards.explorer.question import DEFAULT_MODEL

ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which opportunities an address asks for."""

    words: str
    outcome: str
    campaign: int | None

    def found(self) -> QuerySet[Opportunity]:
        return attribution.opportunities(words=self.words, outcome=self.outcome, campaign=self.campaign)


@allowed("attribution.opportunities")
def listed(request: HttpRequest) -> HttpResponse:
    """Opportunities by words of their name, account or id, by outcome, or touched by a campaign."""
    wanted = _wanted(request)
    campaign = wanted.campaign
    context = {
        "here": "opportunities",
        "rows": Paginator(wanted.found(), ROWS_A_PAGE).get_page(request.GET.get("page")),
        "outcomes": Opportunity.Outcome.choices,
        "outcome": wanted.outcome,
        "search": wanted.words,
        "campaign": request.GET.get("campaign", ""),
        "campaign_name": ""
        if campaign is None
        else attribution.name_of(attribution.Only(attribution.By.CAMPAIGN, campaign)),
    }
    return render(request, "attribution/opportunities.html", context)


def lines(request: HttpRequest) -> Iterator[Sequence[object]]:
    """What the list says of every opportunity that its address asks for, on whichever page of it."""
    currency = organisation().currency
    for deal in _wanted(request).found().iterator(chunk_size=2000):
        created = f"{localtime(deal.created_at):%Y-%m-%d}" if deal.created_at else ""
        outcome, account = deal.get_outcome_display(), deal.account.name if deal.account else ""
        yield [
            deal.external_id, deal.name, account, outcome, deal.stage, created, deal.closed_on, deal.reported, currency,
            "yes" if deal.is_named else "no",
        ]  # fmt: skip


@allowed("attribution.opportunities")
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The journey of one opportunity under every model."""
    deal = get_object_or_404(attribution.opportunities(), pk=pk)
    run = attribution.latest_run()
    context = {"deal": deal, "run": run, "here": "opportunities"}
    if run is None:
        return render(request, "attribution/opportunity.html", context)
    choices = {"models": [(known.value, words.MODELS[known]) for known in Model], "units": Unit.choices}
    page = _built(request, deal, run)
    return render(request, "attribution/opportunity.html", {**context, "page": page, "choices": choices})


def page_of(request: HttpRequest, pk: int) -> OpportunityPage | None:
    """What the page of an opportunity says; None before the first run."""
    deal = get_object_or_404(attribution.opportunities(), pk=pk)
    run = attribution.latest_run()
    return None if run is None else _built(request, deal, run)


def _built(request: HttpRequest, deal: Opportunity, run: CreditRun) -> OpportunityPage:
    asked, unit = request.GET.get("model", ""), request.GET.get("unit", "")
    return opportunity.build(
        deal,
        run=run,
        milestone=_milestone(request),
        model=next((known for known in Model if known == asked), DEFAULT_MODEL),
        zone=get_current_timezone_name(),
        unit=unit,
        other=attribution.latest_run(by_other_unit=True) if unit else None,
    )


def _wanted(request: HttpRequest) -> Wanted:
    campaign = request.GET.get("campaign", "")
    return Wanted(
        words=request.GET.get("q", "").strip(),
        outcome=request.GET.get("outcome", ""),
        campaign=int(campaign) if campaign.isdecimal() and len(campaign) < 19 else None,
    )


def _milestone(request: HttpRequest) -> Milestone | None:
    asked = request.GET.get("milestone", "").upper()
    return Milestone[asked] if asked in Milestone.names else None
