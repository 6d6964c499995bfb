"""A code of the second factor lets in once.

A code is accepted for one period before and after its own (`MFA_TOTP_TOLERANCE`), as RFC 6238 §5.2 proposes: people
type slowly and telephones' clocks differ. django-allauth remembers a used code for one period only.
"""

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as library
from django import forms
from django.core.cache import cache


class _OnceOnly(forms.Form):
    def clean_code(self) -> str:
        """Refuse a code that has let this person in and is still current."""
        used = f"people.used_code:{self.user.pk}:{''.join(filter(str.isalnum, self.cleaned_data['code'])).lower()}"
        if cache.get(used):
            raise get_adapter().validation_error("incorrect_code")
        code: str = super().clean_code()
        cache.set(used, True, timeout=app_settings.TOTP_PERIOD * (1 + 2 * app_settings.TOTP_TOLERANCE))
        return code


class Authenticate(_OnceOnly, library.AuthenticateForm):  # type: ignore[misc]
    """At log-in."""


class Reauthenticate(_OnceOnly, library.ReauthenticateForm):  # type: ignore[misc]
    """Before something sensitive is changed."""
