"""What the models say about their tables: names, column types, lengths, values for columns a file does not fill."""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from imports.reading.engine import literal


@dataclass(frozen=True, slots=True)
class TableColumn:
    """`type` is PostgreSQL's; `fallback` an SQL literal for rows inserted without a value; `refers_to` a table."""

    name: str
    type: str
    length: int | None
    digits: int | None
    fallback: str
    refers_to: str
    is_nullable: bool


@dataclass(frozen=True, slots=True)
class Table:
    label: str
    name: str
    columns: tuple[TableColumn, ...]

    def column(self, name: str) -> TableColumn:
        return next(column for column in self.columns if column.name == name)

    def has(self, name: str) -> bool:
        return any(column.name == name for column in self.columns)


def table_of(label: str) -> Table:
    """The table of a model named "app.Model"."""
    model = apps.get_model(label)
    columns = tuple(_column(f) for f in model._meta.concrete_fields if not f.primary_key)
    return Table(label=label, name=model._meta.db_table, columns=columns)


def _column(found: "models.Field[Any, Any]") -> TableColumn:
    digits = None
    if isinstance(found, models.DecimalField):
        digits = (found.max_digits or 0) - (found.decimal_places or 0)
    is_text = isinstance(found, models.CharField)
    return TableColumn(
        name=str(found.column),
        type=str(found.rel_db_type(connection) if found.is_relation else found.db_type(connection)),
        length=found.max_length if is_text else None,
        digits=digits,
        fallback=_fallback(found),
        refers_to=found.related_model._meta.db_table if found.is_relation else "",  # type: ignore[union-attr]
        is_nullable=found.null,
    )


def _fallback(found: "models.Field[Any, Any]") -> str:
    if getattr(found, "auto_now_add", False):
        return "now()"
    if found.null and not found.has_default():
        return "NULL"
    if isinstance(found, ArrayField):
        return "'{}'"
    value = found.get_default()
    if isinstance(value, dict | list):
        return literal(json.dumps(value, cls=DjangoJSONEncoder))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return str(value)
    return "NULL" if value is None else literal(str(value))
