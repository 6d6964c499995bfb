"""The media mix: what each channel brought by week, and how sure that is."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from forecasts.forms.controls import ControlsForm
from forecasts.selectors.controls import choices, chosen_controls
from forecasts.selectors.mix import mix_page
from forecasts.selectors.outcomes import DEFAULT, mix_outcomes, telling_outcome
from forecasts.services.controls import choose_controls
from forecasts.views.common import me
from jobs.selectors import under_way
from jobs.services import enqueue
from kpis.models import Definition
from organisation.selectors import organisation
from people.policy import allowed, may

KIND = "forecasts.mix"


@allowed("outlook.view")
def index(request: HttpRequest) -> HttpResponse:
    """The newest fit of the outcome named in the address."""
    outcomes = mix_outcomes()
    return _index(request, outcomes, _chosen(request.GET.get("outcome") or telling_outcome(), outcomes))


@allowed("outlook.compute")
@require_POST
def fit(request: HttpRequest) -> HttpResponse:
    """Fit the outcome again, in the background."""
    _, chosen = _posted(request)
    enqueue(KIND, {"outcome": chosen.key}, by=me(request), coalesce=True)
    return redirect(f"{reverse('forecasts:mix')}?outcome={chosen.key}")


@allowed("outlook.compute")
@require_POST
def controls(request: HttpRequest) -> HttpResponse:
    """Keep which controls enter the fits of the outcome from now on, and fit it with them."""
    outcomes, chosen = _posted(request)
    form = ControlsForm(request.POST, choices=choices(chosen))
    if not form.is_valid():
        return _index(request, outcomes, chosen, form=form, status=422)
    choose_controls(chosen, **form.cleaned_data, by=me(request), now=timezone.now())
    return redirect(f"{reverse('forecasts:mix')}?outcome={chosen.key}#controls")


def _index(
    request: HttpRequest, outcomes: Sequence[Definition], chosen: Definition | None, *,
    form: ControlsForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    if form is None and chosen is not None and may(me(request), "outlook.compute"):
        form = ControlsForm(choices=choices(chosen), initial=chosen_controls(chosen))
    context = {
        "outcomes": outcomes, "outcome": chosen, "page": mix_page(chosen) if chosen else None,
        "job": under_way((KIND,)), "currency": organisation().currency, "form": form,
    }  # fmt: skip
    return render(request, "forecasts/mix.html", context, status=status)


def _posted(request: HttpRequest) -> tuple[Sequence[Definition], Definition]:
    outcomes = mix_outcomes()
    chosen = _chosen(request.POST.get("outcome", DEFAULT), outcomes)
    if chosen is None:
        raise Http404("There is no such outcome.")
    return outcomes, chosen


def _chosen(key: str, among: Sequence[Definition]) -> Definition | None:
    return next((row for row in among if row.key == key), None)
