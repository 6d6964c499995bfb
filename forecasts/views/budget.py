"""Budget moves: ask the curves, read the answer, decide on single moves."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from forecasts.forms.plans import DecisionForm, PlanForm
from forecasts.models import BudgetPlan, MixFit, MoveCard
from forecasts.selectors.outcomes import DEFAULT, mix_outcomes
from forecasts.selectors.plans import newest_fit, newest_moves, plan_page, plans
from forecasts.services import moves
from forecasts.views.common import me
from jobs.selectors import under_way
from organisation.selectors import organisation
from people.policy import allowed

SAID = {
    "accept": "It is accepted; the forecast of the months to come carries it.",
    "decline": "The money stays where it is, with your reason.",
    "take_back": "It is open again, and the forecast is what it was.",
}


@allowed("outlook.view")
def index(request: HttpRequest) -> HttpResponse:
    """The form of a new plan, and what was asked before."""
    outcome = request.POST.get("outcome") or request.GET.get("outcome", DEFAULT)
    fit = newest_fit(outcome)
    form = PlanForm(channels=list(fit.channels.all())) if fit else None
    return _index(request, outcome, form, fit)


@allowed("budget.plan")
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    outcome = request.POST.get("outcome", DEFAULT)
    fit = newest_fit(outcome)
    if fit is None:
        raise Http404("No mix of this outcome has been fitted.")
    form = PlanForm(request.POST, channels=list(fit.channels.all()))
    if not form.is_valid():
        return _index(request, outcome, form, fit, status=422)
    plan, _ = moves.ask_plan(
        fit=fit, scenario=form.cleaned_data["scenario"], horizon=form.cleaned_data["horizon"], asked=form.asked(),
        by=me(request), now=timezone.now(),
    )  # fmt: skip
    return redirect("forecasts:budget_plan", pk=plan.pk)


@allowed("outlook.view")
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    rows = BudgetPlan.objects.select_related("fit", "asked_by").defer("fit__curves", "fit__weekly", "fit__drawn")
    return _plan(request, get_object_or_404(rows, pk=pk))


@allowed("budget.decide")
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, decline with a reason, or take back."""
    card = get_object_or_404(MoveCard.objects.select_related("plan__fit"), pk=pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _plan(request, card.plan, "Choose what to do with the move.")
    try:
        moves.decide(card=card, by=me(request), now=timezone.now(), **form.cleaned_data)
    except moves.MoveRefused as refused:
        return _plan(request, card.plan, str(refused))
    messages.success(request, SAID[form.cleaned_data["action"]])
    return redirect("forecasts:budget_plan", pk=card.plan_id)


def _index(
    request: HttpRequest, outcome: str, form: PlanForm | None, fit: MixFit | None, *, status: int = 200
) -> HttpResponse:
    context = {
        "outcomes": mix_outcomes(), "outcome": outcome, "form": form, "fit": fit, "plans": plans(),
        "moves": newest_moves(), "currency": organisation().currency,
    }  # fmt: skip
    return render(request, "forecasts/budget.html", context, status=status)


def _plan(request: HttpRequest, row: BudgetPlan, refused: str = "") -> HttpResponse:
    context = {
        "page": plan_page(row), "plan": row, "refused": refused, "currency": organisation().currency,
        "job": None if row.answered_at else under_way((moves.KIND,)),
    }  # fmt: skip
    return render(request, "forecasts/budget_plan.html", context, status=422 if refused else 200)
