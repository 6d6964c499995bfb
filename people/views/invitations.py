"""Invite people, and welcome those who come."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from people import selectors, services
from people.adapters import log_in
from people.forms import AcceptForm, InviteForm
from people.models import Invitation
from people.policy import allowed


@allowed("people.manage")
def invite(request: HttpRequest) -> HttpResponse:
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.invite(**form.cleaned_data, by=request.user, now=timezone.now())
        except services.InvitationRefused as error:
            form.add_error("email", str(error))
        else:
            return _sent(request, made)
    return render(request, "people/invite.html", {"form": form})


@require_POST
@allowed("people.manage")
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=pk)
    try:
        made = services.renew_invitation(invitation=invitation, by=request.user, now=timezone.now())
    except services.InvitationRefused as error:
        messages.error(request, str(error))
        return redirect("people")
    return _sent(request, made)


@require_POST
@allowed("people.manage")
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=pk)
    try:
        services.revoke_invitation(invitation=invitation, by=request.user, now=timezone.now())
    except services.InvitationRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"The invitation of {invitation} is revoked.")
    return redirect("people")


@login_not_required
@never_cache
@sensitive_post_parameters()
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """The page behind an invitation's link: choose a name and a password, and be logged in."""
    now = timezone.now()
    invitation = selectors.usable_invitation(digest=services.digest(secret), now=now)
    if invitation is None:
        return render(request, "people/invitation_ended.html", status=404)
    form = AcceptForm(request.POST or None, email=invitation.email)
    if request.method == "POST" and form.is_valid():
        name, password = form.cleaned_data["name"], form.cleaned_data["password"]
        try:
            user = services.accept_invitation(secret=secret, name=name, password=password, now=now)
        except services.InvitationRefused as error:
            form.add_error(None, str(error))
        else:
            return log_in(request, user)
    return render(request, "people/accept.html", {"form": form, "invitation": invitation})


def _sent(request: HttpRequest, made: services.NewInvitation) -> HttpResponse:
    """Mail the link, and show it once: where no mail server is set up, it is handed over by hand."""
    link = request.build_absolute_uri(reverse("invitation", args=[made.secret]))
    context = {"invitation": made.invitation, "link": link, "by": request.user}
    body = render_to_string("people/mail/invitation.txt", context, request=request)
    try:
        send_mail("Sightline: you are invited", body, None, [made.invitation.email])
    except OSError:  # smtplib's errors are OSErrors too
        context["mail_failed"] = True
    return render(request, "people/invited.html", context)
