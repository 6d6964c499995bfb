"""Go along the tour."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from people import services
from people.policy import allowed
from reports.dashboards.tour import stops_of


@allowed("home.view")
@require_POST
def tour(request: HttpRequest) -> HttpResponse:
    """To a stop and its page, or out of the tour on the page one is on. A stop that is not there ends it."""
    asked, stops = request.POST.get("stop", ""), stops_of(request.user)
    if asked.isdecimal() and int(asked) < len(stops):
        services.go_to_stop(request.user, int(asked))
        return redirect(stops[int(asked)].url_name)
    services.end_tour(request.user, now=timezone.now())
    here = request.POST.get("here", "/")
    is_ours = url_has_allowed_host_and_scheme(here, allowed_hosts={request.get_host()})
    return redirect(here if is_ours else "/")
