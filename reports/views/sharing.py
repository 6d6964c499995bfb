"""Share links: the list with the form that makes them, and what somebody without log-in sees."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST
from rest_framework.throttling import BaseThrottle

from people.models import Role, User
from people.policy import allowed, may
from reports import selectors
from reports.forms import EmbeddingForm, PasswordForm, ShareForm
from reports.models import ShareLink
from reports.services.embedding import allow_embedding
from reports.services.sharing import PasswordNeeded, opened, revoke, share
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
        "sites": _sites(person),
        "rows": selectors.share_links(None if person.role == Role.ADMINISTRATOR else person),
        "now": timezone.now(),
    }
    return render(request, "reports/share_links.html", context, status=status)


def _sites(person: User) -> EmbeddingForm | None:
    """The form of those who may name sites that show share links."""
    lines = "\n".join(selectors.embedding_sites())
    return EmbeddingForm(initial={"origins": lines}) if may(person, "reports.embed") else None


@allowed("reports.embed")
@require_POST
def embedding(request: HttpRequest) -> HttpResponse:
    """Say which sites may show share links inside their pages."""
    given = request.POST.get("origins", "")
    tried(
        request,
        lambda: allow_embedding(given, by=me(request), now=timezone.now()),
        done="Only these sites may show share links." if given.strip() else "No site may show share links any more.",
    )
    return redirect("share_links")


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
@csrf_exempt  # a password opens and changes nothing, and a frame of another site sends no cookie
@xframe_options_exempt  # the security policy says which sites may frame it: none, or those that were named
@require_http_methods(["GET", "HEAD", "POST"])
def shared(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The summary or the document behind a link, for whoever holds it, and its password where it has one."""
    return _guarded(_shown(request, secret))


def _shown(request: HttpRequest, secret: str) -> HttpResponseBase:
    key = f"share-misses-{BaseThrottle().get_ident(request)}"
    if cache.get(key, 0) >= MOST_MISSES:
        return render(request, "reports/shared_ended.html", {"too_many": True}, status=429)
    try:
        link = opened(secret, now=timezone.now(), password=request.POST.get("password", ""))
    except PasswordNeeded as error:
        return _ask(request, key, wrong=str(error))
    if link is None:
        _missed(key)
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


def _ask(request: HttpRequest, key: str, *, wrong: str) -> HttpResponse:
    """Ask for the link's password; a wrong one counts as a wrong secret does."""
    form = PasswordForm(request.POST or None)
    if wrong:
        _missed(key)
        form.add_error("password", wrong)
    return render(request, "reports/shared_password.html", {"form": form}, status=403 if wrong else 200)


def _missed(key: str) -> None:
    cache.add(key, 0, MISS_SECONDS)
    cache.incr(key)


def _guarded(response: HttpResponseBase) -> HttpResponseBase:
    """Neither search engines nor the pages that the reader goes to next learn the address."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.frame_ancestors = " ".join(selectors.embedding_sites())  # type: ignore[attr-defined]
    return response
