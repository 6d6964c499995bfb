"""The cycle wizard: plan, open, review, close, carry over."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from okrs import forms, selectors, services
from okrs.models import Cycle, KeyResult
from okrs.views.common import edit_page, me, tell, today
from people.policy import allowed


@allowed("okrs.view")
def cycles(request: HttpRequest) -> HttpResponse:
    return render(request, "okrs/cycles.html", {"rows": selectors.cycles(), "day": today()})


@allowed("okrs.cycles")
def new_cycle(request: HttpRequest) -> HttpResponse:
    form = forms.PlanCycleForm(request.POST or None, initial={"day": today(), "length": Cycle.Length.QUARTER})
    if request.method == "POST" and form.is_valid():
        made = form.attempt(lambda: services.plan_cycle(**form.facts()))
        if made is not None:
            return redirect("okrs:cycle", made.pk)
    lede = "A draft first: set objectives and key results, then open it."
    return edit_page(request, form, title="Plan a cycle", lede=lede, cancel=reverse("okrs:cycles"), submit="Plan it")


@allowed("okrs.view")
def cycle(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the cycle stands and what to do next."""
    found = get_object_or_404(Cycle, pk=pk)
    page = selectors.wizard(found, today=today())
    close_form = forms.CloseForm(initial={"summary": found.summary})
    carry_form = forms.CarryOverForm(cycle=found) if page.step == "closed" else None
    context = {"cycle": found, "page": page, "close_form": close_form, "carry_form": carry_form}
    context["steps"] = Cycle.State.choices
    return render(request, "okrs/cycle.html", context)


@allowed("okrs.cycles")
@require_POST
def move_cycle(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Open, review, go back, or close."""
    found = get_object_or_404(Cycle, pk=pk)
    summary = request.POST.get("summary", "")
    steps = {
        "open": (partial(services.open_cycle, found, now=timezone.now(), by=me(request)), f"{found} is open."),
        "review": (partial(services.review_cycle, found, by=me(request)), f"{found} is in review."),
        "back": (partial(services.review_cycle, found, back=True, by=me(request)), f"{found} is active again."),
        "close": (
            partial(services.close_cycle, found, summary=summary, today=today(), now=timezone.now(), by=me(request)),
            f"{found} is closed.",
        ),
    }
    call, done = steps[step]
    tell(request, call, done)
    return redirect("okrs:cycle", pk)


@allowed("okrs.edit")
def score(request: HttpRequest, pk: int) -> HttpResponse:
    """Closing score and root cause of one key result."""
    found = get_object_or_404(KeyResult.objects.select_related("objective__cycle"), pk=pk)
    form = forms.ScoreForm(request.POST or None, key_result=found)
    back = reverse("okrs:cycle", args=[found.objective.cycle_id])
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        editing = services.Editing(by=me(request), now=timezone.now(), revision=facts["revision"])
        call = partial(services.score_key_result, found, score=facts["score"], root_cause=facts["root_cause"])
        if form.attempt(partial(call, editing=editing)) is not None:
            return redirect(back)
    lede = "Without a score, the progress at the end counts. Say what held it back, or what made it work."
    return edit_page(request, form, title=f"Score {found.name}", lede=lede, cancel=back)


@allowed("okrs.edit")
@require_POST
def carry_over(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Cycle, pk=pk)
    form = forms.CarryOverForm(request.POST, cycle=found)
    if not form.is_valid():
        messages.error(request, "Choose at least one objective and the cycle to carry it into.")
        return redirect("okrs:cycle", pk)
    rows, into = list(form.cleaned_data["objectives"]), form.cleaned_data["into"]
    if tell(
        request,
        partial(services.carry_over, rows, into=into, by=me(request)),
        f"{len(rows)} carried into {into} as drafts.",
    ):
        return redirect(f"{reverse('okrs:tree')}?cycle={into.pk}")
    return redirect("okrs:cycle", pk)


@allowed("okrs.cycles")
def status_bands(request: HttpRequest) -> HttpResponse:
    """From which ratio of progress to expected progress a status holds."""
    form = forms.StatusBandsForm(request.POST or None, bands=selectors.status_bands())
    if request.method == "POST" and form.is_valid():
        made = form.attempt(partial(services.set_status_bands, **form.shares(), by=me(request)))
        if made is not None:
            messages.success(request, "The bands are changed; every open cycle is judged by them from now on.")
            return redirect("okrs:cycles")
    lede = "One set for the whole company. Closed cycles keep the statuses that they were closed with."
    return edit_page(request, form, title="When a status holds", lede=lede, cancel=reverse("okrs:cycles"))
