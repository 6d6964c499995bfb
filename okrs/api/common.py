"""What the endpoints of this app share: services decide, their refusals become problem details."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.utils import timezone
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer

from okrs.serializers import VersionedSerializer
from okrs.services import ChangedMeanwhile, Editing, Refused

Result = TypeVar("Result")


class Conflict(APIException):
    """Somebody else saved first."""

    status_code = 409
    default_code = "conflict"


def attempt(call: Callable[[], Result]) -> Result:
    """Make the call; a refusal is bad input at its field, an older revision a conflict."""
    try:
        return call()
    except ChangedMeanwhile as error:
        raise Conflict(f"{error} The revision is now {error.revision}.") from error
    except Refused as error:
        raise ValidationError({error.field or "non_field_errors": [str(error)]}) from error


def editing(request: Request, serializer: BaseSerializer[Any]) -> Editing:
    given = serializer.validated_data
    return Editing(
        by=request.user,  # type: ignore[arg-type]
        now=timezone.now(),
        revision=given.get("revision"),
        reason=given.get("reason", ""),
    )


class Versioned:
    """Mixed into views that change a row: `change` is its service."""

    request: Request
    change: Any

    def perform_update(self, serializer: VersionedSerializer) -> None:
        row, changes = serializer.instance, serializer.changes()
        edit = editing(self.request, serializer)
        serializer.instance = attempt(lambda: type(self).change(row, changes, editing=edit))
