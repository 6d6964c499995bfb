"""The register of documents, and sales targets by month."""

from datetime import date, timedelta
from functools import partial

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from okrs import forms, selectors, services
from okrs.models import Document, SalesTarget
from okrs.views.common import edit_page, today
from organisation.core.calendar import fiscal_year
from organisation.selectors import organisation
from people.policy import allowed


@allowed("okrs.view")
def documents(request: HttpRequest) -> HttpResponse:
    return render(request, "okrs/documents.html", {"register": selectors.register(), "day": today()})


@allowed("okrs.documents")
def new_document(request: HttpRequest) -> HttpResponse:
    form = forms.DocumentForm(
        request.POST or None,
        request.FILES or None,
        initial={"kind": request.GET.get("kind", ""), "owner": request.user.pk},
    )
    return _document(request, form, None, title="Register a document")


@allowed("okrs.documents")
def edit_document(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Document, pk=pk)
    form = forms.DocumentForm(request.POST or None, request.FILES or None, row=row)
    return _document(request, form, row, title=f"Change {row.name}")


@allowed("okrs.view")
def document_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The uploaded file, always as a download: nothing in it runs in this site."""
    row = get_object_or_404(Document, pk=pk)
    if not row.file:
        raise Http404
    return FileResponse(row.file.open("rb"), as_attachment=True, filename=row.file.name.rsplit("/", 1)[-1])


@allowed("okrs.view")
def sales_targets(request: HttpRequest) -> HttpResponse:
    ours = organisation()
    year = fiscal_year(_day(request), year_starts=ours.fiscal_year_starts)
    rows = selectors.sales_months(year)
    page = {
        "months": rows,
        "year": year,
        "before": year.starts_on - timedelta(days=1),
        "last": year.ends_on - timedelta(days=1),
        "after": year.ends_on,
        "currency": ours.currency,
        "any": any(month.rows for month in rows),
    }
    return render(request, "okrs/sales_targets.html", page)


@allowed("okrs.sales")
def edit_sales_target(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(SalesTarget, pk=pk) if pk else None
    wished = {"month": request.GET.get("month", "")} if row is None else {}
    form = forms.SalesTargetForm(request.POST or None, row=row, initial=wished)
    back = reverse("okrs:sales_targets")
    if request.method == "POST" and form.is_valid():
        made = form.attempt(partial(services.set_sales_target, **form.changes()))
        if made is not None:
            return redirect(back)
    lede = "Any day of the month will do. The same month and part again puts the new numbers in place of the old."
    return edit_page(request, form, title="Sales target", lede=lede, cancel=back)


def _document(request: HttpRequest, form: forms.DocumentForm, row: Document | None, *, title: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        made = form.attempt(partial(services.register_document, row=row, **form.facts()))
        if made is not None:
            return redirect("okrs:documents")
    return edit_page(request, form, title=title, cancel=reverse("okrs:documents"))


def _day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("year", ""))
    except ValueError:
        return today()
