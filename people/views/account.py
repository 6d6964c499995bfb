"""One's own account and tokens."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from people import selectors, services
from people.forms import NameForm, TokenForm
from people.policy import allowed, may


@allowed("people.account")
def account(request: HttpRequest) -> HttpResponse:
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        services.change_own_name(person=request.user, name=form.cleaned_data["name"])
        messages.success(request, "Your name is changed.")
        return redirect("account")
    return render(request, "people/account.html", {"form": form})


@allowed("people.tokens")
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    form = TokenForm(request.POST or None)
    made = None
    if request.method == "POST" and form.is_valid():
        label, scopes = form.cleaned_data["label"], form.cleaned_data["scopes"]
        try:
            made = services.make_token(owner=request.user, label=label, scopes=scopes, lifetime=form.lifetime())
        except services.TokenRefused as error:
            form.add_error(None, str(error))
    page = {"form": form, "made": made, "tokens": selectors.tokens_of(request.user), "now": timezone.now()}
    return render(request, "people/tokens.html", page)


@allowed("people.tokens_of_all")
def tokens_of_all(request: HttpRequest) -> HttpResponse:
    return render(request, "people/tokens_of_all.html", {"tokens": selectors.tokens(), "now": timezone.now()})


@require_POST
@allowed("people.tokens")
def revoke_token(request: HttpRequest, public_id: str) -> HttpResponse:
    """Revoke one's own token, or as an administrator anybody's."""
    of_all = may(request.user, "people.tokens_of_all")
    within = selectors.tokens() if of_all else selectors.tokens_of(request.user)
    token = get_object_or_404(within, public_id=public_id)
    services.revoke_token(token=token, by=request.user)
    messages.success(request, f"The token “{token}” is revoked.")
    return redirect("tokens" if token.user_id == request.user.pk else "tokens_of_all")
