"""How django-allauth behaves here: nobody signs up, single sign-on admits who was invited, secrets are encrypted."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import perform_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from people.models import Role, User
from people.services import InvitationRefused, accept_without_password


def log_in(request: HttpRequest, user: User) -> HttpResponse:
    """Log in somebody who has just proved who they are, and send them to their first page."""
    return perform_login(request, user)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts begin with an invitation."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """A board member begins with the executive summary, everybody else with the alignment page."""
        if isinstance(request.user, User) and request.user.role == Role.BOARD:
            return reverse("summary")
        return str(super().get_login_redirect_url(request))


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Connect a newcomer's identity to their account, or to the invitation they were sent; refuse all others."""
        if sociallogin.is_existing:
            return
        try:
            sociallogin.connect(request, self._owner(sociallogin))
        except InvitationRefused as error:
            page = render(request, "people/sign_on_refused.html", {"reason": str(error)}, status=403)
            raise ImmediateHttpResponse(page) from error

    def _owner(self, sociallogin: SocialLogin) -> User:
        verified = [address.email.lower() for address in sociallogin.email_addresses if address.verified]
        if not verified:
            raise InvitationRefused("Single sign-on did not confirm an e-mail address, so we cannot tell who you are.")
        known = User.objects.filter(email__in=verified, is_active=True).first()
        if known is not None:
            return known
        name = (sociallogin.account.extra_data.get("userinfo") or {}).get("name") or verified[0].partition("@")[0]
        return accept_without_password(email=verified[0], name=name[:120], now=timezone.now())


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of second factors encrypted under the installation's secret key."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> Fernet:
    key: Any = hashlib.sha256(b"sightline second factors" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
