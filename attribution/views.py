"""How journeys are cut and weighed, milestone by milestone."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from attribution.forms import ConventionForm
from attribution.models import Milestone
from attribution.selectors.conventions import conventions, decided
from attribution.services.conventions import change_convention
from people.policy import allowed

SAVED = "The settings are saved; everything is being computed anew."


@allowed("attribution.settings")
def listed(request: HttpRequest) -> HttpResponse:
    """The settings of every milestone."""
    return render(request, "attribution/settings.html", {"rows": decided()})


@allowed("attribution.settings")
def one(request: HttpRequest, name: str) -> HttpResponse:
    """Change the settings of one milestone."""
    milestone = _milestone(name)
    form = ConventionForm(request.POST or None, instance=conventions()[milestone])
    if request.method == "POST" and form.is_valid():
        change_convention(milestone, form.cleaned_data, by=request.user)
        messages.success(request, SAVED)
        return redirect("attribution_settings")
    context = {"form": form, "milestone": milestone}
    return render(request, "attribution/setting.html", context, status=422 if form.errors else 200)


@allowed("attribution.settings")
@require_POST
def both(request: HttpRequest, name: str) -> HttpResponse:
    """From now on compute journeys of both units for this milestone."""
    change_convention(_milestone(name), {"both_units": True}, by=request.user)
    messages.success(request, SAVED)
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if is_ours else reverse("explorer"))


def _milestone(name: str) -> Milestone:
    if name.upper() not in Milestone.names:
        raise Http404("There is no such milestone.")
    return Milestone[name.upper()]
