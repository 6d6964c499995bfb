"""Who was found to be the same person or company, and by hand kept apart."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from crm import selectors, services
from crm.models import Contact
from imports.core.masking import masked
from people.policy import allowed

ON_A_PAGE = 50
KINDS = ("contacts", "accounts")


@allowed("crm.identity")
def merges(request: HttpRequest) -> HttpResponse:
    kind = "accounts" if request.GET.get("kind") == "accounts" else "contacts"
    found = Paginator(selectors.merges(kind), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = [(one, _named(one), _named(one.merged_into)) for one in found]
    return render(request, "crm/merges.html", {"kind": kind, "found": found, "shown": shown})


@require_POST
@allowed("crm.identity")
def apart(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    one = _row(kind, pk)
    try:
        services.take_apart(one, by=request.user, now=timezone.now())
    except services.NotMerged as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{_named(one)} stands for itself again; figures are computed anew.")
    return _back(kind)


@require_POST
@allowed("crm.identity")
def together(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    one = _row(kind, pk)
    services.let_merge(one, by=request.user)
    messages.success(request, f"The next import of {_named(one)} may merge it again.")
    return _back(kind)


def _row(kind: str, pk: int) -> Any:
    if kind not in KINDS:
        raise Http404
    return get_object_or_404(selectors.merges(kind), pk=pk)


def _named(one: Any) -> str:
    """Companies by name; people only so far that one who knows them recognises them."""
    if one is None:
        return ""
    label = masked(one.email or one.name) if isinstance(one, Contact) else one.name
    if isinstance(one, Contact) and one.erased_at:
        label = "Erased person"
    return (
        f"{label or 'Nameless'} ({one.source} {masked(one.external_id) if '@' in one.external_id else one.external_id})"
    )


def _back(kind: str) -> HttpResponse:
    return redirect(f"{reverse('crm:merges')}?kind={kind}")
