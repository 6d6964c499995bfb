"""What customers are worth, by when and by which channel they came, and how long they stay."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from forecasts.selectors.customers import customers_page
from forecasts.views.common import me
from jobs.selectors import under_way
from jobs.services import enqueue
from organisation.selectors import organisation
from people.policy import allowed

KIND = "forecasts.customers"


@allowed("outlook.view")
def index(request: HttpRequest) -> HttpResponse:
    context = {"page": customers_page(), "job": under_way((KIND,)), "currency": organisation().currency}
    return render(request, "forecasts/customers.html", context)


@allowed("outlook.compute")
@require_POST
def value(request: HttpRequest) -> HttpResponse:
    """Value customers again, in the background."""
    enqueue(KIND, by=me(request), coalesce=True)
    return redirect("forecasts:customers")
