"""A campaign before launch: what its money is likely to bring, live while somebody types."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from campaigns.models import Campaign
from forecasts.forms import LaunchForm
from forecasts.models import LaunchFit
from forecasts.selectors.launch import launches, movable, newest_fits
from forecasts.selectors.planned import planned_spend
from organisation.selectors import organisation
from people.policy import allowed


@allowed("outlook.view")
def show(request: HttpRequest) -> HttpResponse:
    """The page, or its answer alone where htmx asks for it; the address holds all that was asked."""
    fits = newest_fits()
    asked, campaign = _asked(request)
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
        "currency": organisation().currency,
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


def _text(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.0f}"
