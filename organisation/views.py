"""The company's settings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from organisation import selectors, services
from organisation.forms import OrganisationForm
from people.policy import allowed

FIRST_PAGE = "/"
"""Where the steps stand that follow the first settings of all."""


@allowed("organisation.edit")
def settings(request: HttpRequest) -> HttpResponse:
    company = selectors.organisation()
    is_first = company.set_up_at is None
    form = OrganisationForm(request.POST or None, instance=company)
    if request.method == "POST" and form.is_valid():
        services.change_organisation(values=form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, "The settings are saved.")
        return redirect(FIRST_PAGE if is_first else "organisation")
    return render(request, "organisation/settings.html", {"form": form})
