"""Forecasts on pages that know nothing of them: {% outlook_of key_result=key_result as outlook %}."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import template

from forecasts.core.ahead.words import chance_words, kpi_writer, writer
from forecasts.models import Outlook, Promise
from forecasts.selectors.outlook import outlook_of_kpi, outlooks_of
from okrs.models import KeyResult
from okrs.selectors import KeyResultRow
from organisation.core import show

register = template.Library()


@register.simple_tag
def outlook_of(*, key_result: KeyResult | None = None, kpi: str = "") -> Outlook | None:
    """The newest outlook of a key result or a KPI, without its drawing; None before the first."""
    if key_result is not None:
        return outlooks_of([key_result.pk]).get(key_result.pk)
    return outlook_of_kpi(kpi)


@register.simple_tag
def outlooks_under(rows: Sequence[KeyResultRow]) -> list[tuple[KeyResultRow, Outlook]]:
    """Key results with their newest outlook, in their order; those that no run has looked at are left out."""
    found = outlooks_of([row.key_result.pk for row in rows])
    return [(row, found[row.key_result.pk]) for row in rows if row.key_result.pk in found]


@register.simple_tag
def ahead(outlook: Outlook, value: Any, currency: str = "") -> str:
    """A value of an outlook in its unit, with no more digits than a forecast carries."""
    number = None if value in (None, "") else float(value)
    if outlook.kpi:
        return kpi_writer(outlook.unit, currency, is_whole=outlook.is_whole)(number)
    return writer(outlook.unit, is_whole=outlook.is_whole)(number)


@register.filter
def chance(value: Any) -> str:
    return chance_words(None if value is None else float(value))


@register.filter
def split_words(words: str) -> list[str]:
    return words.split(",")


@register.filter
def column(outlook: Outlook, name: str) -> list[Any] | None:
    """A column of an outlook by name: name, day, low, median, high; None where it does not fit."""
    return next((one for one in outlook.columns if one[0] == name), None)


@register.filter
def day_before(day: Any) -> date:
    """The last day of what ends with `day`, a date or its text."""
    exact = day if isinstance(day, date) else date.fromisoformat(day)
    return exact - timedelta(days=1)


@register.filter
def of_outcome(bands: Mapping[str, Any], outcome: str) -> Any:
    return bands.get(outcome)


@register.filter
def few(value: float) -> str:
    """A number of things that may be a part of one."""
    return show.number(value, digits=0 if value >= 10 else 1)


@register.simple_tag
def promised(row: Promise, value: Any) -> str:
    """A number of a promise in its unit."""
    return writer(row.unit)(None if value is None else float(value))
