"""The media mix: what each channel brought by week, and how sure that is."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from forecasts.selectors.mix import mix_page
from forecasts.selectors.outcomes import DEFAULT, mix_outcomes
from forecasts.views.common import me
from jobs.selectors import under_way
from jobs.services import enqueue
from kpis.models import Definition
from organisation.selectors import organisation
from people.policy import allowed

KIND = "forecasts.mix"


@allowed("outlook.view")
def index(request: HttpRequest) -> HttpResponse:
    """The newest fit of the outcome named in the address."""
    outcomes = mix_outcomes()
    chosen = _chosen(request.GET.get("outcome", DEFAULT), outcomes)
    context = {
        "outcomes": outcomes, "outcome": chosen, "page": mix_page(chosen) if chosen else None,
        "job": under_way((KIND,)), "currency": organisation().currency,
    }  # fmt: skip
    return render(request, "forecasts/mix.html", context)


@allowed("outlook.compute")
@require_POST
def fit(request: HttpRequest) -> HttpResponse:
    """Fit the outcome again, in the background."""
    chosen = _chosen(request.POST.get("outcome", DEFAULT), mix_outcomes())
    if chosen is None:
        raise Http404("There is no such outcome.")
    enqueue(KIND, {"outcome": chosen.key}, by=me(request), coalesce=True)
    return redirect(f"{reverse('forecasts:mix')}?outcome={chosen.key}")


def _chosen(key: str, among: Sequence[Definition]) -> Definition | None:
    return next((row for row in among if row.key == key), None)
