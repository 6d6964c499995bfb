"""Change a campaign and its budget; approve and reopen its plan."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from alignment.forms import BudgetForm, CampaignForm, ReopenForm
from alignment.selectors.campaign import campaign_page
from alignment.views.common import frame_of, me
from campaigns import services
from campaigns.models import Campaign
from people.policy import allowed, may


@allowed("plan.edit")
def edit_campaign(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Create or change a campaign. Who saves second sees what the first one changed, and chooses."""
    row = get_object_or_404(Campaign, pk=pk) if pk else Campaign()
    form, theirs = CampaignForm(request.POST or None, campaign=row), []
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            saved = services.save_campaign(campaign=row, fields=form.changes(), revision=revision, by=me(request))
        except services.ChangedMeanwhile as error:
            form.add_error(None, f"{error} Save again to put your version in place of it, or reload to keep theirs.")
            theirs = [(name.replace("_", " "), *pair) for name, pair in error.theirs.items()]
            form.overwrite_next_time(Campaign.objects.values_list("revision", flat=True).get(pk=row.pk))
        except services.PlanRefused as error:
            form.add_error("parent", str(error))
        else:
            return redirect("campaign", saved.pk)
    back = reverse("campaign", args=[pk]) if pk else reverse("plan")
    page = {"form": form, "title": f"Change {row}" if pk else "New campaign", "cancel": back, "submit": "Save"}
    return render(request, "alignment/edit.html", {**page, "theirs": theirs}, status=422 if form.errors else 200)


@allowed("plan.edit")
def budget(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan, forecast and committed by month."""
    row, frame = get_object_or_404(Campaign, pk=pk), frame_of(request)
    form = BudgetForm(request.POST or None, page=campaign_page(row, window=frame.window, today=frame.day))
    if request.method == "POST" and form.is_valid():
        try:
            services.set_budgets(campaign=row, layers=form.changes(), by=me(request))
        except services.PlanRefused as error:
            form.add_error(None, str(error))
        else:
            return redirect(f"{reverse('campaign', args=[row.pk])}?{request.GET.urlencode()}#ledger")
    context = {"form": form, "campaign": row, "cycle": frame.cycle, "currency": frame.company.currency}
    return render(request, "alignment/budget.html", context, status=422 if form.errors else 200)


@allowed("plan.approve")
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Campaign, pk=pk)
    try:
        services.approve_plan(campaign=row, by=me(request), now=timezone.now())
    except services.PlanRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"The plan of {row} is approved and locked.")
        return _on_to_the_promise(request, row)
    return redirect("campaign", row.pk)


@allowed("plan.approve")
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = get_object_or_404(Campaign, pk=pk), ReopenForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        services.reopen_plan(campaign=row, reason=reason, by=me(request))
    except services.PlanRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"The plan of {row} can be changed again.")
    return redirect("campaign", row.pk)


def _on_to_the_promise(request: HttpRequest, row: Campaign) -> HttpResponse:
    """Whoever approves a plan of their own, or one of nobody's, signs what it brings next; others are waited for."""
    by = me(request)
    if row.owner_id in (None, by.pk) and may(by, "outlook.sign") and row.state != Campaign.State.ENDED:
        return redirect("forecasts:promise_campaign", row.pk)
    return redirect(f"{reverse('campaign', args=[row.pk])}#promised")
