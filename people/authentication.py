"""Log-in to the programming interface by token, held to the token's scopes."""

from typing import Any

from django.utils import timezone
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from people.models import ApiToken, Scope, User
from people.services import note_use


class ScopedTokenAuthentication(TokenAuthentication):  # type: ignore[misc]
    """Reading needs the scope read; changing needs write, or what the view names as `token_scope`.

    The scope is held here and not in a permission, so that no view can forget it.
    """

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        try:
            found: tuple[User, ApiToken] | None = super().authenticate(request)
        except UnicodeDecodeError as error:
            raise AuthenticationFailed("Invalid token.") from error
        if found is None:
            return None
        user, token = found
        needed = scope_needed(request, (request.parser_context or {}).get("view"))
        if needed not in token.scopes:
            raise PermissionDenied(f"This token lacks the scope “{needed}”.")
        note_use(token=token, now=timezone.now())
        return user, token


def scope_needed(request: Request, view: Any) -> str:
    """The scope that a request needs."""
    if request.method in SAFE_METHODS:
        return Scope.READ
    return getattr(view, "token_scope", Scope.WRITE)
