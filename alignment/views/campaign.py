"""A campaign's page: its ledger, and what it is meant to serve."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from alignment import services
from alignment.core.since import first_day
from alignment.forms import ExemptionForm, LinksForm
from alignment.selectors.aims import aims, links_of
from alignment.selectors.campaign import campaign_page
from alignment.views.common import Frame, frame_of, me
from campaigns.models import Campaign
from jobs.services import enqueue
from people.policy import allowed, may

ROWS = Campaign.objects.select_related("channel", "theme", "audience", "owner", "parent", "plan_approved_by")


@allowed("plan.view")
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(ROWS, pk=pk))


@allowed("links.edit")
@require_POST
def links(request: HttpRequest, pk: int) -> HttpResponse:
    """Replace the campaign's links from a day on; what was said before stays."""
    row, frame = get_object_or_404(ROWS, pk=pk), frame_of(request)
    stored = [link for link in links_of(row.pk) if link.until is None or link.until > frame.day]
    form = LinksForm(request.POST, aims=aims(frame.cycle) if frame.cycle else [], links=stored)
    if form.is_valid():
        shares, since = form.shares(), form.cleaned_data["since"]
        try:
            services.link_campaign(campaign=row, shares=shares, since=since, by=me(request))
        except (services.SharesTooLarge, services.LinkRefused) as error:
            form.add_error(None, str(error))
        else:
            return _done(
                request, row, f"{row} is linked from {since:%d %b %Y} on." if shares else f"{row} is unlinked."
            )
    return _page(request, row, links_form=form)


@allowed("links.edit")
@require_POST
def exemption(request: HttpRequest, pk: int) -> HttpResponse:
    """No objective, because …"""
    row = get_object_or_404(ROWS, pk=pk)
    form = ExemptionForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.declare_exemption(campaign=row, reason=given["reason"], since=given["since"], by=me(request))
        except services.LinkRefused as error:
            form.add_error(None, str(error))
        else:
            return _done(request, row, f"{row} serves no objective, and says why.")
    return _page(request, row, exemption_form=form)


def _done(request: HttpRequest, row: Campaign, sentence: str) -> HttpResponse:
    enqueue("reports.recompute", by=me(request), coalesce=True)
    messages.success(request, f"{sentence} The scores are being computed anew.")
    address = request.GET.urlencode()
    return redirect(f"{redirect('campaign', row.pk).url}{'?' + address if address else ''}")


def _page(
    request: HttpRequest,
    row: Campaign,
    *,
    links_form: LinksForm | None = None,
    exemption_form: ExemptionForm | None = None,
) -> HttpResponse:
    frame = frame_of(request)
    page = campaign_page(row, window=frame.window, today=frame.day)
    since = _since(row, frame, linked=bool(page.current))
    wrong = (links_form and not links_form.is_valid()) or (exemption_form and not exemption_form.is_valid())
    context = {"page": page, "campaign": row, "cycles": frame.cycles, "cycle": frame.cycle}
    context["currency"] = frame.company.currency
    if may(request.user, "links.edit"):
        choosable = aims(frame.cycle) if frame.cycle and not links_form else []
        context["links_form"] = links_form or LinksForm(aims=choosable, links=page.current, since=since)
        context["exemption_form"] = exemption_form or ExemptionForm(initial={"since": since})
    return render(request, "alignment/campaign.html", context, status=422 if wrong else 200)


def _since(row: Campaign, frame: Frame, *, linked: bool) -> date:
    return first_day(
        cycle_starts=frame.window.starts_on,
        today=frame.day,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        linked=linked or frame.cycle is None,
    )
