"""The programming interface asks the same policy as the pages."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from people.policy import may


class NothingUnlessAllowed(BasePermission):
    """Refuses everybody unless the view names an action: `actions = {"GET": "okrs.view", …}`."""

    def has_permission(self, request: Request, view: Any) -> bool:
        action = getattr(view, "actions_by_method", {}).get(request.method or "")
        return bool(action) and may(request.user, action)
