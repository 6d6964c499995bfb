"""Errors of the programming interface as problem details (RFC 9457)."""

from typing import Any

from rest_framework.exceptions import APIException
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import exception_handler


class Conflict(APIException):
    """A rule of the house forbids what is well-formed; the detail is the service's sentence."""

    status_code = 409
    default_code = "conflict"


def problem_details(error: Exception, context: dict[str, Any]) -> Response | None:
    """A JSON object with type, title, status, detail and, for bad input, the errors by field."""
    response = exception_handler(error, context)
    if response is None:
        return None
    data = response.data
    problem: dict[str, Any] = {"type": "about:blank", "title": response.status_text, "status": response.status_code}
    if isinstance(data, dict) and set(data) == {"detail"}:
        problem["detail"] = str(data["detail"])
    else:
        problem["detail"] = "Some fields cannot be accepted; see errors."
        problem["errors"] = data if isinstance(data, dict) else {"non_field_errors": data}
    response.data = problem
    response.content_type = "application/problem+json"
    request = context["request"]  # whatever form the view would have answered in
    request.accepted_renderer, request.accepted_media_type = JSONRenderer(), JSONRenderer.media_type
    return response
