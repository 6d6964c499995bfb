"""Names of campaigns that nobody knows, and the rules that bring them home."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from campaigns.models import Campaign
from crm import selectors, services
from crm.core.likeness import likeliest
from crm.forms import RuleForm
from crm.models import NameRule
from people.policy import allowed

ON_A_PAGE = 50
FITTING = 20


@allowed("crm.names")
def names(request: HttpRequest) -> HttpResponse:
    pattern = request.GET.get("pattern", "").strip()
    return _page(request, RuleForm(initial={"pattern": pattern}), pattern)


@require_POST
@allowed("crm.names")
def make(request: HttpRequest) -> HttpResponse:
    form = RuleForm(request.POST)
    pattern = request.POST.get("pattern", "").strip()
    if form.is_valid():
        try:
            rule = services.make_rule(**form.cleaned_data, by=request.user, now=timezone.now())
        except services.RuleRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{rule}: the touches that are there follow in the background.")
            return redirect("crm:names")
    return _page(request, form, pattern, status=422)


@require_POST
@allowed("crm.names")
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    services.drop_rule(get_object_or_404(NameRule, pk=pk), by=request.user)
    messages.success(request, "The rule is gone; the touches follow in the background.")
    return redirect("crm:names")


@require_POST
@allowed("crm.names")
def apply(request: HttpRequest) -> HttpResponse:
    services.ask_to_apply(by=request.user)
    messages.success(request, "The rules are applied in the background.")
    return redirect("crm:names")


def _page(request: HttpRequest, form: RuleForm, pattern: str, *, status: int = 200) -> HttpResponse:
    unknown = Paginator(selectors.unresolved_names(), ON_A_PAGE).get_page(request.GET.get("page"))
    campaigns = dict(Campaign.objects.values_list("pk", "name"))
    guesses = likeliest([row["name"] for row in unknown], campaigns)
    page = {
        "form": form,
        "pattern": pattern,
        "fitting": selectors.names_like(pattern)[:FITTING] if pattern.strip("* ") else (),
        "rules": selectors.rules(),
        "unknown": unknown,
        "rows": [(row, guesses.get(row["name"]), campaigns.get(guesses.get(row["name"], 0), "")) for row in unknown],
    }
    return render(request, "crm/names.html", page, status=status)
