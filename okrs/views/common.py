"""What several views need: the day, the cycle a page is about, and who asks."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import cast

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from okrs import selectors
from okrs.models import Cycle
from okrs.services import Refused
from people.models import User


def today() -> date:
    """The company's day: pages run by its clock (alignment.config.house)."""
    return timezone.localdate()


def me(request: HttpRequest) -> User:
    return cast(User, request.user)


def chosen_cycle(request: HttpRequest, *, day: date, among: Sequence[Cycle]) -> Cycle | None:
    """The cycle named in the address, or the one of the day."""
    asked = request.GET.get("cycle", "")
    if not asked:
        return selectors.cycle_to_show(day, among)
    named = next((cycle for cycle in among if str(cycle.pk) == asked), None)
    if named is None:
        raise Http404
    return named


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
