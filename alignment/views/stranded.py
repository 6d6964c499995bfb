"""Stranded spend: money to come that points at nothing now, and where to point it instead."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from alignment.forms.stranded import RelinkForm
from alignment.selectors.stranded import StrandedPage, stranded_page
from alignment.services.links import LinkRefused, SharesTooLarge
from alignment.services.stranded import relink
from alignment.views.common import Frame, frame_of, me
from jobs.services import enqueue
from people.policy import allowed


@allowed("findings.view")
def show(request: HttpRequest) -> HttpResponse:
    return _page(request, frame_of(request))


@allowed("links.edit")
@require_POST
def point_elsewhere(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the chosen links of an objective to another one, from today on."""
    frame = frame_of(request)
    page = stranded_page(frame.cycle, today=frame.day) if frame.cycle else None
    aim = next((one for one in page.aims if one.objective.pk == pk), None) if page else None
    if page is None or aim is None:
        raise Http404("Nothing is stranded there any more.")
    form = RelinkForm(request.POST, aim=aim, choices=page.choices)
    if not form.is_valid():
        return _page(request, frame, form)
    given = form.cleaned_data
    try:
        changed = relink(links=list(given["links"]), to=given["to"], since=frame.day, by=me(request), part=aim.share)
    except (LinkRefused, SharesTooLarge) as refused:
        form.add_error(None, str(refused))
        return _page(request, frame, form)
    enqueue("reports.recompute", by=me(request), coalesce=True)
    plural = "" if changed == 1 else "s"
    messages.success(request, f"{changed} campaign{plural} point{'s' if changed == 1 else ''} at “{given['to']}” now.")
    return redirect(f"{reverse('stranded')}?cycle={aim.objective.cycle_id}")


def _page(request: HttpRequest, frame: Frame, wrong: RelinkForm | None = None) -> HttpResponse:
    page: StrandedPage | None = stranded_page(frame.cycle, today=frame.day) if frame.cycle else None
    forms = [
        wrong if wrong and wrong.aim.objective.pk == aim.objective.pk else RelinkForm(aim=aim, choices=page.choices)
        for aim in (page.aims if page else ())
    ]
    context = {
        "cycles": frame.cycles, "cycle": frame.cycle, "page": page, "forms": forms,
        "currency": frame.company.currency,
    }  # fmt: skip
    return render(request, "alignment/stranded.html", context, status=422 if wrong else 200)
