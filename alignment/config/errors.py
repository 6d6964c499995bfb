"""Answers when something is missing, forbidden or broken; plain pages that need no database."""

import sys

import structlog
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from alignment.config.shell import theme

PAGES = {
    400: ("This request cannot be understood", "Go back, reload the page and try once more."),
    403: ("This is not yours to see", "Ask an administrator if your role should include it."),
    429: ("Too many tries", "Wait a few minutes, then try once more."),
    404: ("There is no such page", "It may have moved. The navigation leads to everything that exists."),
    500: ("Something broke on our side", "It has been logged with the number below; nothing was half-saved."),
    503: (
        "The database cannot be reached",
        "Nothing is lost. Sightline answers again as soon as it is back.",
    ),
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 403, str(exception))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    return _answer(request, 429)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _answer(request, 403, "This form was open for too long, or came from another page. Load it again.")


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the reason is that the database is away."""
    error = sys.exc_info()[1]
    if isinstance(error, (OperationalError, InterfaceError)) and _says_away(error):
        structlog.get_logger("sightline").error("database unreachable", error=str(error)[:300])
        return _answer(request, 503)
    return _answer(request, 500)


def _says_away(error: Exception) -> bool:
    """Whether the database is gone, and not merely refused one statement, such as one that took too long."""
    code = getattr(error.__cause__, "pgcode", None)
    return code is None or code.startswith(("08", "53", "57P"))


def _answer(request: HttpRequest, status: int, reason: str = "") -> HttpResponse:
    title, advice = PAGES[status]
    if request.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": title, "status": status, "detail": reason or advice}
        return JsonResponse(problem, status=status, content_type="application/problem+json")
    number = getattr(request, "request_id", "")
    page = {"status": status, "title": title, "advice": advice, "reason": reason, "number": number}
    page["theme"] = theme(request)
    return HttpResponse(render_to_string("errors/page.html", page), status=status)
