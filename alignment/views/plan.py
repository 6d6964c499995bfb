"""The marketing plan: money by theme, channel or team, the calendar, and the table of channels."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from alignment.forms import ChannelForm, WordForm
from alignment.selectors.plan import By, calendar, month_ticks, plan_page
from alignment.views.common import frame_of, me
from campaigns import services
from campaigns.models import Channel
from people.policy import allowed, may

ROWS_A_PAGE = 100


@allowed("plan.view")
def plan(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    asked, group = request.GET.get("by", ""), request.GET.get("group")
    by = By(asked) if asked in set(By) else By.THEME
    found = plan_page(frame.window, today=frame.day, by=by, group=group)
    context = {
        "cycles": frame.cycles, "cycle": frame.cycle, "window": frame.window, "by": by, "ways": list(By),
        "page": found, "group": group, "currency": frame.company.currency,
        "rows": Paginator(found.rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
    }  # fmt: skip
    return render(request, "alignment/plan.html", context)


@allowed("plan.view")
def gantt(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    bars = calendar(frame.window)
    context = {
        "cycles": frame.cycles, "cycle": frame.cycle, "ticks": month_ticks(frame.window), "window": frame.window,
        "now": (frame.day - frame.window.starts_on).days / frame.window.days if frame.day in frame.window else None,
        "bars": Paginator(bars, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "undated": sum(bar.row.starts_on is None or bar.row.ends_on is None for bar in bars),
    }  # fmt: skip
    return render(request, "alignment/calendar.html", context)


@allowed("plan.view")
def channels(request: HttpRequest) -> HttpResponse:
    """Channels with the vendors' words that mean them."""
    form = WordForm()
    listed = Channel.objects.prefetch_related("words")
    return render(request, "alignment/channels.html", {"channels": listed, "form": form})


@allowed("plan.edit")
def place_word(request: HttpRequest) -> HttpResponse:
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = services.place_word(word=form.cleaned_data["word"], channel=form.cleaned_data["channel"], by=me(request))
        messages.success(request, f"“{made.word}” now means {made.channel}; files imported from now on follow it.")
        return redirect("plan_channels")
    return _edit(request, form, title="What a word means", back=reverse("plan_channels"))


@allowed("plan.edit")
def edit_channel(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    channel = get_object_or_404(Channel, pk=pk) if pk else Channel()
    form = ChannelForm(request.POST or None, channel=channel)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_channel(channel=channel, fields=form.cleaned_data, by=me(request))
        except services.PlanRefused as error:
            form.add_error("name", str(error))
        else:
            return redirect("plan_channels")
    title = f"Change {channel}" if pk else "New channel"
    return _edit(request, form, title=title, back=reverse("plan_channels"))


def _edit(request: HttpRequest, form: WordForm | ChannelForm, *, title: str, back: str) -> HttpResponse:
    page = {"form": form, "title": title, "cancel": back, "submit": "Save", "may": may(request.user, "plan.edit")}
    return render(request, "alignment/edit.html", page, status=422 if form.errors else 200)
