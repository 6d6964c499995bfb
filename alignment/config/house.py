"""The company's name, currency and clock on every page, remembered for a minute."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from organisation.selectors import organisation

HOUSE = "organisation-of-pages"
MINUTE = 60


def name(request: HttpRequest) -> str:
    return _remembered(request)[0]


def currency(request: HttpRequest) -> str:
    """The reporting currency; pages that show money in another one name theirs."""
    return _remembered(request)[2]


def local_time(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: pages that need a log-in show times as the company's clocks do.

    The programming interface keeps UTC, and health checks ask no database here.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        try:
            return get_response(request)
        finally:
            timezone.deactivate()

    def process_view(request: HttpRequest, view: Callable, arguments: list, names: dict) -> None:
        if getattr(view, "login_required", True) and request.user.is_authenticated:
            timezone.activate(ZoneInfo(_remembered(request)[1]))

    handle.process_view = process_view
    return handle


def _remembered(request: HttpRequest) -> tuple[str, str, str]:
    """Name, time zone and currency; a request asks once."""

    def read() -> tuple[str, str, str]:
        company = organisation()
        return company.name, company.time_zone, company.currency

    known: tuple[str, str, str] | None = getattr(request, "house", None)
    if known is None:
        known = request.house = cache.get_or_set(HOUSE, read, MINUTE)  # type: ignore[attr-defined]
    return known
