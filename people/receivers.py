"""Write down what happens to accounts inside django-allauth."""

from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as social
from django.contrib.auth import signals as auth
from django.dispatch import receiver
from django.http import HttpRequest

from people.models import User
from people.services import record


@receiver(auth.user_logged_in)
def logged_in(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    record(by=user, verb="people.logged_in", subject=user, address=_address(request))


@receiver(auth.user_logged_out)
def logged_out(sender: object, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        record(by=user, verb="people.logged_out", subject=user, address=_address(request))


@receiver(auth.user_login_failed)
def login_failed(
    sender: object, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """Whose account was tried. An unknown address is not kept: people type passwords into the wrong field."""
    typed = str(credentials.get("email") or credentials.get("username") or "").lower()
    user = User.objects.filter(email=typed).first() if "\0" not in typed else None
    record(by=None, verb="people.login_failed", subject=user, address=_address(request))


@receiver(account.password_changed)
@receiver(account.password_set)
def password_changed(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    record(by=user, verb="people.password_changed", subject=user, address=_address(request))


@receiver(account.password_reset)
def password_reset(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    record(by=user, verb="people.password_reset", subject=user, address=_address(request))


@receiver(mfa.authenticator_added)
@receiver(mfa.authenticator_reset)
def second_factor_set(sender: object, request: HttpRequest, authenticator: Authenticator, **kwargs: Any) -> None:
    record(by=authenticator.user, verb="people.second_factor_set", detail={"kind": authenticator.type})


@receiver(mfa.authenticator_removed)
def second_factor_removed(sender: object, request: HttpRequest, authenticator: Authenticator, **kwargs: Any) -> None:
    record(by=authenticator.user, verb="people.second_factor_removed", detail={"kind": authenticator.type})


@receiver(social.social_account_added)
def sign_on_connected(sender: object, request: HttpRequest, sociallogin: Any, **kwargs: Any) -> None:
    record(by=sociallogin.user, verb="people.sign_on_connected", subject=sociallogin.user)


def _address(request: HttpRequest | None) -> str | None:
    """Where a request came from; unknown for requests that came over no network, such as a test's."""
    if request is None or not request.META.get("REMOTE_ADDR"):
        return None
    return get_adapter().get_client_ip(request)
