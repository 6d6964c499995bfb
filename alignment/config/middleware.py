"""What happens to every request: an id, security headers, and a refusal of methods that only programs use."""

import re
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

Handler = Callable[[HttpRequest], HttpResponse]

# The style sheet that plotly.js adds by script when it loads (its map library); a test compares it with the package.
PLOTLY_MAP_STYLE = "sha256-ji27qzEtxXZW+7dun6UwjHXJ18e6WAin1VvNtkzIE/o="
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        f"style-src 'self' '{PLOTLY_MAP_STYLE}'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "font-src 'self'",
        # A browser also holds a form's redirects to this: the log-in form ends at the sign-on's own pages.
        " ".join(["form-action 'self'", *settings.SIGN_ON_ORIGINS]),
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
POWERS_NOT_NEEDED = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
METHODS_OF_PAGES = ("GET", "HEAD", "OPTIONS", "POST")
PROGRAMS = "/api/"
SAFE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


def request_id(get_response: Handler) -> Handler:
    """Give the request an id (or keep the proxy's), bind it to the log, and answer with it."""

    def handle(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        name = given if SAFE_ID.fullmatch(given) else uuid.uuid4().hex
        request.request_id = name  # type: ignore[attr-defined]
        with structlog.contextvars.bound_contextvars(request_id=name):
            response = get_response(request)
        response["X-Request-ID"] = name
        return response

    return handle


def security_headers(get_response: Handler) -> Handler:
    """Set the content security policy and tell browsers which powers no page here needs."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        framed_by = getattr(response, "frame_ancestors", "") or "'none'"  # what share links open may name sites
        policy = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", f"frame-ancestors {framed_by}")
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", POWERS_NOT_NEEDED)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return handle


def pages_are_read_and_posted(get_response: Handler) -> Handler:
    """Refuse methods that no browser uses by itself, which a page would otherwise take for reading."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.method in METHODS_OF_PAGES or request.path.startswith(PROGRAMS):
            return get_response(request)
        return HttpResponseNotAllowed(METHODS_OF_PAGES)

    return handle
