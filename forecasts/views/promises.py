"""The promise ledger: sign, and see how often what was signed held."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Campaign
from forecasts import services
from forecasts.core.interval import Interval
from forecasts.forms import PromiseForm
from forecasts.models import Promise
from forecasts.selectors.beside import launch_beside, outlook_beside
from forecasts.selectors.planned import planned_spend
from forecasts.selectors.promises import ledger, promises_of
from forecasts.views.common import me
from okrs.models import KeyResult
from organisation.selectors import organisation
from people.policy import allowed

QUANTITIES = {Promise.Quantity.REVENUE.value, Promise.Quantity.PIPELINE.value}


@allowed("outlook.view")
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "forecasts/promises.html", {"ledger": ledger(), "currency": organisation().currency})


@allowed("outlook.sign")
def sign_key_result(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(KeyResult.objects.select_related("objective__cycle"), pk=pk)
    beside = outlook_beside(pk)
    form = _form(request, beside)
    if request.method == "POST" and form.is_valid():
        try:
            note = form.cleaned_data["note"]
            services.promise_key_result(row, _band(form), beside=beside, by=me(request), now=timezone.now(), note=note)
        except services.PromiseRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"You have signed a promise for {row}.")
            return redirect("forecasts:promises")
    back = reverse("forecasts:key_result", args=[pk])
    return _page(request, form, beside, subject=row.name, about=str(row.objective.cycle), unit=row.unit, cancel=back)


@allowed("outlook.sign")
def sign_campaign(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(Campaign.objects.select_related("channel"), pk=pk)
    asked = request.GET.get("money", "")
    money = asked if asked in QUANTITIES else Promise.Quantity.REVENUE.value
    spend = planned_spend(campaign)
    beside = launch_beside(campaign, spend, money)
    form = _form(request, beside)
    if request.method == "POST" and form.is_valid():
        given = {"beside": beside, "by": me(request), "now": timezone.now()}
        try:
            services.promise_campaign(campaign, money, _band(form), note=form.cleaned_data["note"], **given)
        except services.PromiseRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"You have signed a promise for {campaign}.")
            return redirect("campaign", pk)
    back = reverse("campaign", args=[pk])
    about = {"about": str(Promise.Quantity(money).label), "unit": organisation().currency, "campaign": campaign}
    about["spend"] = spend
    return _page(request, form, beside, subject=campaign.name, cancel=back, **about)


@allowed("outlook.view")
def of_campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """A part of the page of a campaign: what was signed with its plan, or who is to sign."""
    campaign = get_object_or_404(Campaign.objects.select_related("owner"), pk=pk)
    told = {"campaign": campaign, "promises": promises_of(campaign), "currency": organisation().currency}
    return render(request, "forecasts/partials/campaign_promises.html", told)


def _page(request: HttpRequest, form: PromiseForm, beside: services.Beside | None, **about: object) -> HttpResponse:
    context = {"form": form, "beside": beside, **about}
    return render(request, "forecasts/promise.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, beside: services.Beside | None) -> PromiseForm:
    """The model's numbers stand there first; whoever signs may know better."""
    band = beside.band if beside else None
    first = {name: _plain(getattr(band, name)) for name in ("low", "median", "high")} if band else {}
    return PromiseForm(request.POST or None, initial=first)


def _band(form: PromiseForm) -> Interval:
    return Interval(*(float(form.cleaned_data[name]) for name in ("low", "median", "high")))


def _plain(value: float) -> str:
    """Three digits say all that a forecast knows."""
    return f"{float(f'{value:.3g}'):g}" if abs(value) < 1000 else f"{float(f'{value:.3g}'):.0f}"
