"""The mapping matrix: KPIs by objectives, edited in place."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from jobs.services import enqueue
from kpis import services
from kpis.core.matrix import Serves
from kpis.forms.matrix import CellForm, cell_form
from kpis.selectors.matrix import Matrix, MatrixCell, MatrixRow, Show, matrix
from kpis.views.common import Frame, frame_of, me
from okrs.models import Cycle, Objective
from people.policy import allowed


@allowed("kpis.view")
def show(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    asked = request.GET.get("show", "")
    chosen = Show(asked) if asked in set(Show) else Show.USED
    context = {"cycles": frame.cycles, "cycle": frame.cycle, "show": chosen, "shows": list(Show)}
    if frame.cycle is not None:
        found = matrix(frame.cycle)
        context |= {"matrix": found, "rows": found.shown(chosen)}
    return render(request, "kpis/matrix.html", context)


@allowed("kpis.map")
def cell(request: HttpRequest) -> HttpResponse:
    """One cell: a form of its own or in the matrix's dialog, or one key, which gets the cell and what is left open."""
    frame = frame_of(request)
    found = matrix(_needed(frame))
    row, here = _place(request, found)
    form = cell_form(request.POST if request.method == "POST" else None, found, here)
    objective = next(one for one in found.objectives if one.pk == here.objective)
    if request.method == "POST" and form.is_valid():
        try:
            _set(request, form, row, objective)
        except services.MatrixRefused as error:
            if _is_key(request):
                return _part(request, found, here, str(error), status=422)
            form.add_error(None, str(error))
        else:
            return _changed(request, frame, here, _said(row, objective.name, form.serving()))
    context = {"form": form, "row": row, "cell": here, "cycle": found.cycle, "objective": objective}
    page = "kpis/partials/matrix_why.html" if request.headers.get("HX-Request") else "kpis/matrix_cell.html"
    return render(request, page, context, status=422 if form.errors else 200)


@allowed("kpis.map")
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    try:
        taken = services.undo_cell(cycle=_needed(frame), by=me(request), now=timezone.now())
    except services.MatrixRefused as error:
        if request.headers.get("HX-Request"):
            return _part(request, matrix(_needed(frame)), None, str(error), status=422)
        messages.error(request, str(error))
        return redirect(_address(frame))
    enqueue("reports.recompute", by=me(request), coalesce=True)
    found = matrix(_needed(frame))
    try:
        row, here = found.cell(taken.kpi, taken.objective_id)
    except LookupError:  # the KPI is out of use by now
        return _changed(request, frame, None, "Taken back.")
    serves = Serves(here.serves) if here.serves else None
    return _changed(request, frame, here, f"Taken back: {_said(row, taken.objective.name, serves)}")


@allowed("kpis.map")
@require_POST
def take_over(request: HttpRequest) -> HttpResponse:
    """Copy the matrix of the objectives that were carried over."""
    frame = frame_of(request)
    try:
        made = services.take_over(cycle=_needed(frame), now=timezone.now(), by=me(request))
    except services.MatrixRefused as error:
        messages.error(request, str(error))
        return redirect(_address(frame))
    if made:
        enqueue("reports.recompute", by=me(request), coalesce=True)
        messages.success(request, f"{made} cell{'s were' if made > 1 else ' was'} taken over.")
    else:
        messages.info(request, "There was nothing to take over: no objective was carried over with KPIs of its own.")
    return redirect(_address(frame))


def _set(request: HttpRequest, form: CellForm, row: MatrixRow, objective: Objective) -> None:
    given = form.cleaned_data
    services.set_cell(
        kpi=row.definition, objective=objective, serves=form.serving(), leads_to=given["leads_to"],
        rationale=given["rationale"] if "rationale" in request.POST else None, now=timezone.now(), by=me(request),
    )  # fmt: skip
    enqueue("reports.recompute", by=me(request), coalesce=True)


def _is_key(request: HttpRequest) -> bool:
    """A key pressed on a cell, and not the form of the cell, which shows what is wrong by itself."""
    return bool(request.headers.get("HX-Request")) and "rationale" not in request.POST


def _changed(request: HttpRequest, frame: Frame, here: MatrixCell | None, said: str) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        messages.success(request, said)
        return redirect(_address(frame))
    return _part(request, matrix(_needed(frame)), here, said)


def _part(
    request: HttpRequest, found: Matrix, here: MatrixCell | None, said: str, *, status: int = 200
) -> HttpResponse:
    """The cell that was changed and, beside it, what the matrix leaves open now."""
    row, cell = found.cell(here.kpi, here.objective) if here else (None, None)
    context = {"matrix": found, "cycle": found.cycle, "row": row, "cell": cell, "said": said, "good": status == 200}
    return render(request, "kpis/partials/matrix_change.html", context, status=status)


def _place(request: HttpRequest, found: Matrix) -> tuple[MatrixRow, MatrixCell]:
    asked = request.POST if request.method == "POST" else request.GET
    kpi = asked.get("kpi", request.GET.get("kpi", ""))
    objective = asked.get("objective", request.GET.get("objective", ""))
    try:
        return found.cell(kpi, int(objective) if objective.isdecimal() else -1)
    except LookupError:
        raise Http404("There is no such KPI or objective in this cycle.") from None


def _said(row: MatrixRow, objective: str, serves: Serves | None) -> str:
    name = row.definition.name
    return f"{name} is {serves} for {objective}." if serves else f"{name} no longer serves {objective}."


def _address(frame: Frame) -> str:
    return f"{reverse('kpis:matrix')}{f'?cycle={frame.cycle.pk}' if frame.cycle else ''}"


def _needed(frame: Frame) -> Cycle:
    if frame.cycle is None:
        raise Http404("No cycle has been planned yet.")
    return frame.cycle
