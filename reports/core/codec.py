"""Frozen values to plain JSON and back, exactly: decimals and days as text, closed sets as their values."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")
Reader = Callable[[Any], Any]


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
    found: Kind = _reader(cast(Any, kind))(stored)
    return found


@cache
def _reader(kind: Any) -> Reader:
    """How a value of this kind is read; worked out once, as a page reads thousands of values."""
    if get_origin(kind) is tuple:
        part = _reader(get_args(kind)[0])
        return lambda stored: None if stored is None else tuple([part(one) for one in stored])
    if isinstance(kind, UnionType):
        return _reader(next(part for part in get_args(kind) if part is not NoneType))
    if is_dataclass(kind):
        return _fields_reader(kind)
    if kind is Decimal or (isinstance(kind, type) and issubclass(kind, StrEnum)):
        return lambda stored: None if stored is None else kind(stored)
    if kind in (date, datetime):
        return lambda stored: None if stored is None else kind.fromisoformat(stored)
    return _as_it_is


def _fields_reader(kind: Any) -> Reader:
    """What an older or newer version stored beside is passed over; a field it lacks takes its default."""
    hints = get_type_hints(kind)
    readers = {name: _reader(hint) for name, hint in hints.items()}

    def read(stored: Any) -> Any:
        if stored is None:
            return None
        return kind(**{name: readers[name](part) for name, part in stored.items() if name in readers})

    return read


def _as_it_is(stored: Any) -> Any:
    return stored
