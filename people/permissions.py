"""The programming interface asks the same policy as the pages."""

from collections.abc import Mapping
from typing import Any, ClassVar

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from people.policy import POLICY, may


class NothingUnlessAllowed(BasePermission):
    """Refuses everybody unless the view names its actions: `actions_by_method = {"GET": "okrs.view", …}`.

    A method that the view does not have goes on to its 405; OPTIONS asks for what GET asks.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        actions = getattr(view, "actions_by_method", {})
        return _decide(request, actions.get(_meant(request)), named=bool(actions))


class Allowed(BasePermission):
    """`permission_classes = [Allowed.to("okrs.edit", read="okrs.view")]`; without `read` one action for everything."""

    write: ClassVar[str]
    read: ClassVar[str]

    @staticmethod
    def to(action: str, *, read: str | None = None) -> type["Allowed"]:
        """A permission class that lets through whoever may do `action` (or, to read, `read`)."""
        for name in {action, read or action}:
            if name not in POLICY:
                raise KeyError(f"There is no action {name!r} in people.policy.")
        return type("Allowed", (Allowed,), {"write": action, "read": read or action})

    def has_permission(self, request: Request, view: Any) -> bool:
        return _decide(request, self.read if request.method in SAFE_METHODS else self.write, named=True)


def actions(*, read: str, write: str | None = None) -> Mapping[str, str]:
    """The usual `actions_by_method`: one action to read and, if given, one to write."""
    table = {"GET": read, "HEAD": read}
    return table if write is None else table | dict.fromkeys(("POST", "PUT", "PATCH", "DELETE"), write)


def _meant(request: Request) -> str:
    return "GET" if request.method in SAFE_METHODS else request.method or ""


def _decide(request: Request, action: str | None, *, named: bool) -> bool:
    if action is None:  # only somebody who is logged in learns that the view lacks this method
        return named and bool(request.user and request.user.is_authenticated)
    return may(request.user, action)
