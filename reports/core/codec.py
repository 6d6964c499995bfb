"""Frozen values to plain JSON and back, exactly: decimals and days as text, closed sets as their values."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")


def plain(value: object) -> Any:
    """What JSON can hold of a frozen value.

    >>> plain((Decimal("1.50"), None))
    ['1.50', None]
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def typed(kind: type[Kind], stored: Any) -> Kind:
    """The frozen value of this kind again. Raises ValueError or TypeError for what is not one."""
    return _typed(kind, stored)  # type: ignore[no-any-return]


def _typed(kind: Any, stored: Any) -> Any:
    if stored is None or kind is Any:
        return stored
    if get_origin(kind) is tuple:
        return tuple(_typed(get_args(kind)[0], part) for part in stored)
    if isinstance(kind, UnionType):
        return _typed(next(part for part in get_args(kind) if part is not NoneType), stored)
    if is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _typed(hints[name], part) for name, part in _known(hints, stored)})
    if kind is Decimal or (isinstance(kind, type) and issubclass(kind, StrEnum)):
        return kind(stored)
    if kind in (date, datetime):
        return kind.fromisoformat(stored)
    return stored


def _known(hints: Mapping[str, Any], stored: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What an older or newer version stored beside is passed over; a field it lacks takes its default."""
    return [(name, part) for name, part in stored.items() if name in hints]


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)
