"""Everybody who has an account or an invitation; for administrators."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from people import selectors, services
from people.forms import PersonForm
from people.models import User
from people.policy import allowed


@allowed("people.manage")
def people(request: HttpRequest) -> HttpResponse:
    everybody = selectors.people()
    page = {"people": everybody, "invitations": selectors.pending_invitations(), "now": timezone.now()}
    return render(request, "people/people.html", page)


@allowed("people.manage")
def person(request: HttpRequest, pk: int) -> HttpResponse:
    somebody = get_object_or_404(User, pk=pk)
    form = PersonForm(request.POST or None, instance=somebody)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_person(person=somebody, by=request.user, **form.cleaned_data)
        except services.LastAdministrator as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{form.cleaned_data['name']} is changed.")
            return redirect("people")
    return render(request, "people/person.html", {"person": somebody, "form": form})
