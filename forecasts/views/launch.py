"""A campaign before launch: what its money is likely to bring, live while somebody types."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from campaigns.models import Campaign
from forecasts.forms import LaunchForm
from forecasts.models import LaunchFit
from forecasts.selectors.launch import launches, movable, newest_fits
from forecasts.selectors.planned import begins_last, planned_spend
from organisation.selectors import organisation, today
from people.policy import allowed

TIMES = ("1", "0.5", "1.5")
"""What the page opens with: all of a plan, half of it, and half as much again."""


@allowed("outlook.view")
def show(request: HttpRequest) -> HttpResponse:
    """The page, or its answer alone where htmx asks for it; the address holds all that was asked."""
    fits = newest_fits()
    asked, campaign = _asked(request)
    example = None if asked else begins_last(today(timezone.now()))
    if example is not None:
        asked = _worked(example)
    rows = movable(fits)
    form = LaunchForm(asked, movable=rows)
    is_sound = form.is_valid()
    money = form.cleaned_data.get("money") or LaunchFit.Outcome.REVENUE.value
    chosen = next((row for row in rows if str(row.pk) == form.cleaned_data.get("key_result")), None)
    hurdle = form.hurdle_share()
    plans = form.plans() if is_sound else []
    context = {
        "form": form, "fits": fits, "fit": fits.get(money), "money": money, "hurdle": hurdle, "campaign": campaign,
        "answers": launches(plans, fits, money=money, hurdle=hurdle, key_result=chosen), "asked": asked.urlencode(),
        "example": example, "currency": organisation().currency,
    }  # fmt: skip
    part = request.headers.get("HX-Request") == "true"
    return render(request, "forecasts/partials/launch.html" if part else "forecasts/launch.html", context)


def _asked(request: HttpRequest) -> tuple[QueryDict, Campaign | None]:
    """What the address asks; a campaign named alone brings its own channel, kind and planned spend."""
    asked = request.GET.copy()
    named = asked.get("campaign", "")
    campaign = Campaign.objects.select_related("channel").filter(pk=named).first() if named.isdigit() else None
    if campaign is not None and "spend1" not in asked:
        asked["channel1"] = campaign.channel.name if campaign.channel else ""
        asked["kind1"] = campaign.mix
        asked["spend1"] = _text(planned_spend(campaign))
    return asked, campaign


def _worked(campaign: Campaign) -> QueryDict:
    """The question that a planned campaign asks by itself."""
    asked = QueryDict(mutable=True)
    for place, times in enumerate(TIMES, start=1):
        asked[f"channel{place}"] = campaign.channel.name if campaign.channel else ""
        asked[f"kind{place}"] = campaign.mix
        asked[f"spend{place}"] = _text(campaign.planned * Decimal(times))  # type: ignore[attr-defined]
    return asked


def _text(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.0f}"
