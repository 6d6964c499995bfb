"""What several views need: the day, the cycle a page is about, and who asks."""

from collections.abc import Callable, Sequence
from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from okrs import selectors
from okrs.models import Cycle
from okrs.services import Refused
from people.policy import me

__all__ = ["chosen_cycle", "edit_page", "me", "reported_of", "tell", "today"]


def today() -> date:
    """The company's day: pages run by its clock (alignment.config.house)."""
    return timezone.localdate()


def chosen_cycle(request: HttpRequest, *, day: date, among: Sequence[Cycle]) -> Cycle | None:
    """The cycle named in the address, or the one of the day."""
    return selectors.chosen(request.GET.get("cycle", ""), day=day, among=among)


def reported_of(request: HttpRequest, cycle: Cycle | None) -> selectors.Reported | None:
    """What a frozen cycle was reported with, and whether the address asks for what holds now."""
    return selectors.reported(cycle, shown=request.GET.get("as", ""))


def edit_page(
    request: HttpRequest, form: Form, *, title: str, cancel: str, lede: str = "", submit: str = "Save"
) -> HttpResponse:
    """A form on a page of its own; `cancel` is the address to go back to. With mistakes, the answer is 422."""
    page = {"form": form, "title": title, "lede": lede, "cancel": cancel, "submit": submit}
    return render(request, "okrs/edit.html", page, status=422 if form.errors else 200)


def tell(request: HttpRequest, call: Callable[[], object], done: str) -> bool:
    """Make the call of a button; say what was done, or why it was refused."""
    try:
        call()
    except Refused as error:
        messages.error(request, str(error))
        return False
    messages.success(request, done)
    return True
