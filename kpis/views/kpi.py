"""The page of one KPI, and what is done with it: owner, signatures, targets, retiring."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from kpis import services
from kpis.core import chart
from kpis.core.sentences import trend_finding, value_finding
from kpis.forms.definition import OwnerForm, TargetForm
from kpis.models import Definition
from kpis.selectors import Ask
from kpis.selectors.facts import facts_of_measure
from kpis.selectors.page import KpiPage, kpi_page
from kpis.views.common import Frame, frame_of, me
from okrs.core.chart import Chart
from organisation.core.calendar import Window, add_months, quarter_name
from organisation.core.scope import Scope
from people.policy import allowed


@allowed("kpis.view")
def show(request: HttpRequest, key: str) -> HttpResponse:
    return _page(request, key)


@allowed("kpis.view")
def facts(request: HttpRequest, key: str, measure: str) -> HttpResponse:
    """The rows that a measure of the KPI counts in the cycle, or in the fiscal quarter where none is planned."""
    frame, row = frame_of(request), get_object_or_404(Definition, key=key, is_current=True)
    ask = Ask((frame.window,), (Scope(),), timezone.now(), frame.company.time_zone)
    try:
        found = facts_of_measure(measure, frame.window, ask)
    except LookupError as error:
        raise Http404(str(error)) from error
    quarter = quarter_name(frame.window, year_starts=frame.company.fiscal_year_starts)
    context = {
        "definition": row, "found": found, "cycle": frame.cycle, "cycles": frame.cycles,
        "when": frame.cycle or quarter, "currency": frame.company.currency,
    }  # fmt: skip
    return render(request, "kpis/facts.html", context)


@allowed("kpis.edit")
@require_POST
def owner(request: HttpRequest, key: str) -> HttpResponse:
    row, form = _current(key), OwnerForm(request.POST)
    if form.is_valid():
        services.give_owner(row, form.cleaned_data["owner"], by=me(request))
        messages.success(request, f"{form.cleaned_data['owner'] or 'Nobody'} answers for {row.name}.")
    else:
        messages.error(request, "Choose somebody who has an account.")
    return redirect("kpis:kpi", key)


@allowed("kpis.sign_marketing")
@require_POST
def sign_marketing(request: HttpRequest, key: str) -> HttpResponse:
    return _sign(request, key, services.Signature.MARKETING)


@allowed("kpis.sign_finance")
@require_POST
def sign_finance(request: HttpRequest, key: str) -> HttpResponse:
    return _sign(request, key, services.Signature.FINANCE)


@allowed("kpis.edit")
@require_POST
def target(request: HttpRequest, key: str) -> HttpResponse:
    row, form = _current(key), TargetForm(request.POST)
    if not form.is_valid():
        return _page(request, key, target_form=form)
    given = form.cleaned_data
    first = given["starts_on"].replace(day=1)
    value = given["value"]
    if value is not None and row.unit == "share":
        value /= 100
    services.set_target(row, Window(first, add_months(first, given["months"])), value, by=me(request))
    messages.success(request, "The target is set." if value is not None else "The target is taken away.")
    return redirect("kpis:kpi", key)


@allowed("kpis.edit")
@require_POST
def retire(request: HttpRequest, key: str) -> HttpResponse:
    row = _current(key)
    try:
        services.retire_kpi(row, now=timezone.now(), by=me(request))
    except services.KpiRefused as error:
        messages.error(request, str(error))
        return redirect("kpis:kpi", key)
    messages.success(request, f"{row.name} is out of use; its measurements stay.")
    return redirect("kpis:index")


def _sign(request: HttpRequest, key: str, signature: services.Signature) -> HttpResponse:
    row = _current(key)
    try:
        services.sign(row, signature, by=me(request), now=timezone.now())
    except services.KpiRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"You have signed {row} for {signature}.")
    return redirect("kpis:kpi", key)


def _page(request: HttpRequest, key: str, *, target_form: TargetForm | None = None) -> HttpResponse:
    frame = frame_of(request)
    page = kpi_page(
        key, cycle=frame.cycle, cycles=frame.cycles, day=frame.day, by=request.GET.get("by", ""),
        reported=frame.reported,
    )  # fmt: skip
    if page is None:
        raise Http404("There is no KPI of this name.")
    context = {
        "page": page, "definition": page.definition, "cycles": frame.cycles, "cycle": frame.cycle, "day": frame.day,
        "currency": frame.company.currency, "chart": _chart(page, frame), "reported": frame.reported,
        "finding": _finding(page, frame),
        "serves_here": [row for row in page.serves if frame.cycle in (None, row.objective.cycle)],
        "serves_elsewhere": [row for row in page.serves if frame.cycle not in (None, row.objective.cycle)],
        "owner_form": OwnerForm(initial={"owner": page.definition.owner}),
        "target_form": target_form or TargetForm(initial={"starts_on": frame.day.replace(day=1)}),
    }  # fmt: skip
    return render(request, "kpis/kpi.html", context, status=422 if target_form else 200)


def _finding(page: KpiPage, frame: Frame) -> str:
    row, now = page.definition, page.now
    if frame.cycle is None or now is None:
        return "It has not been measured in this cycle yet."
    return value_finding(
        now.value, window=frame.cycle.name, unit=row.unit, good=row.direction, currency=frame.company.currency,
        target=page.target.value if page.target else None, margin=now.margin,
        is_running=frame.day < frame.cycle.ends_on,
    )  # fmt: skip


def _chart(page: KpiPage, frame: Frame) -> Chart | None:
    if not page.points:
        return None
    row = page.definition
    return chart.trend(
        page.points, unit=row.unit, currency=frame.company.currency,
        finding=trend_finding(page.points, unit=row.unit, good=row.direction, currency=frame.company.currency),
        caption=f"{row.name} by month, as measured on {page.run.as_of:%-d %b %Y}" if page.run else row.name,
    )  # fmt: skip


def _current(key: str) -> Definition:
    row = Definition.objects.current().filter(key=key).first()
    if row is None:
        raise Http404("There is no KPI of this name in force.")
    return row
