"""Personal data of one person: found by address, given out, erased. Addresses travel in bodies, never in URLs."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from crm import selectors, services
from crm.forms import PersonForm
from people.policy import allowed

ON_A_PAGE = 25
STEPS = {"export": services.ask_export, "erase": services.ask_erasure}


@never_cache
@allowed("crm.personal_data")
def personal_data(request: HttpRequest) -> HttpResponse:
    form = PersonForm(request.POST if request.method == "POST" else None)
    found = None
    if request.method == "POST" and form.is_valid():
        email, step = form.cleaned_data["email"], STEPS.get(request.POST.get("step", ""))
        if step:
            return _ask(request, step, email)
        found = selectors.holdings(email)
        if found is None:
            form.add_error("email", "Nobody with this address is known here.")
    asked = Paginator(selectors.requests(), ON_A_PAGE).get_page(request.GET.get("page"))
    page = {"form": form, "found": found, "asked": asked, "now": timezone.now()}
    return render(request, "crm/personal_data.html", page, status=422 if form.errors else 200)


@never_cache
@allowed("crm.personal_data")
def person_file(request: HttpRequest, pk: int) -> FileResponse:
    one = selectors.request(pk)
    path = services.export_file(one, now=timezone.now()) if one else None
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"person-{pk}.json")


def _ask(request: HttpRequest, step: object, email: str) -> HttpResponse:
    try:
        one = step(email, by=request.user, now=timezone.now())  # type: ignore[operator]
    except services.UnknownPerson as unknown:
        messages.error(request, str(unknown))
    else:
        messages.success(request, f"{one} has begun; it is done in the background.")
    return redirect("crm:personal_data")
