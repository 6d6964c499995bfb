"""Share links: the list with the form that makes them, and what somebody without log-in sees."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from rest_framework.throttling import BaseThrottle

from people.models import Role
from people.policy import allowed
from reports import selectors
from reports.forms import ShareForm
from reports.models import ShareLink
from reports.services.sharing import opened, revoke, share
from reports.views.common import asked, me, tried
from reports.views.documents import TYPES

MOST_MISSES, MISS_SECONDS = 20, 60
"""Wrong secrets that one address may try in a minute."""


@allowed("reports.share")
def links(request: HttpRequest) -> HttpResponse:
    """Make a link to what the cycle's pages show; below, one's own links, for administrators everybody's."""
    frame, person = asked(request), me(request)
    documents = selectors.documents(frame.stored) if frame.stored else []
    form = ShareForm(request.POST or None, documents=documents)
    secret, status = "", 200
    if request.method == "POST" and frame.stored is not None:
        if form.is_valid():
            made = share(frame.stored, by=person, now=timezone.now(), **form.given())
            secret, form = made.secret, ShareForm(documents=documents)
        else:
            status = 422
    context = frame.context() | {
        "form": form,
        "link": request.build_absolute_uri(reverse("shared", args=[secret])) if secret else "",
        "rows": selectors.share_links(None if person.role == Role.ADMINISTRATOR else person),
        "now": timezone.now(),
    }
    return render(request, "reports/share_links.html", context, status=status)


@allowed("reports.share")
@require_POST
def revoke_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link useless."""
    link = get_object_or_404(ShareLink.objects.select_related("snapshot__cycle").defer("snapshot__annex"), pk=pk)
    tried(
        request,
        lambda: revoke(link, by=me(request), now=timezone.now()),
        done=f"The link for {link.label} opens nothing any more.",
    )
    return redirect("share_links")


@login_not_required
@never_cache
@require_safe
def shared(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The summary or the document behind a link, for whoever holds it."""
    return _guarded(_shown(request, secret))


def _shown(request: HttpRequest, secret: str) -> HttpResponseBase:
    key = f"share-misses-{BaseThrottle().get_ident(request)}"
    if cache.get(key, 0) >= MOST_MISSES:
        return render(request, "reports/shared_ended.html", {"too_many": True}, status=429)
    link = opened(secret, now=timezone.now())
    if link is None:
        cache.add(key, 0, MISS_SECONDS)
        cache.incr(key)
        return render(request, "reports/shared_ended.html", status=404)
    if link.document is not None:
        row = link.document
        name = row.file.name.rsplit("/", 1)[-1]
        return FileResponse(row.file.open("rb"), as_attachment=True, filename=name, content_type=TYPES[row.kind])
    context = {
        "stored": link.snapshot,
        "cycle": link.snapshot.cycle,
        "page": selectors.numbers(link.snapshot),
        "comments": selectors.said(link.snapshot),
        "link": link,
    }
    return render(request, "reports/shared.html", context)


def _guarded(response: HttpResponseBase) -> HttpResponseBase:
    """Neither search engines nor the pages that the reader goes to next learn the address."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
