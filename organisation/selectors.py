"""Read the company's settings and rates."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from organisation.models import ExchangeRate, Organisation


def organisation() -> Organisation:
    """The one organisation; its defaults where nobody has set it up."""
    return Organisation.objects.filter(pk=1).first() or Organisation(pk=1)


def today(now: datetime) -> date:
    """The company's day at an instant."""
    return now.astimezone(ZoneInfo(organisation().time_zone)).date()


def rate_on(currency: str, day: date) -> ExchangeRate | None:
    """The latest rate of a currency on or before a day; None where none is known."""
    return ExchangeRate.objects.filter(currency=currency, on__lte=day).order_by("-on").first()
