"""The company's settings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from organisation import selectors, services
from organisation.forms import OrganisationForm
from people.policy import allowed


@allowed("organisation.edit")
def settings(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None, instance=selectors.organisation())
    if request.method == "POST" and form.is_valid():
        services.change_organisation(values=form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, "The settings are saved.")
        return redirect("organisation")
    return render(request, "organisation/settings.html", {"form": form})
