"""Queries that every view of a page asks: their SQL is written once in a process.

Django takes longer to write such a query than PostgreSQL takes to answer it, above all where related rows come along.
"""

import inspect
from collections.abc import Callable, Sequence
from copy import copy
from functools import cache, wraps
from typing import Any

from django.db import connections
from django.db.models import Expression, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Given(Expression):
    """Stands in a prepared query where a value will be; the value has the type that the column is stored with."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list["Given"]]:
        return "%s", [self]


def prepared(make: Callable[..., QuerySet[Any, Any]]) -> Callable[..., list[Any]]:
    """Decorator of a function that makes a query out of what it is given: calling it gives the rows.

    The function runs once, with a stand-in for every argument, so it may only pass them on to the query.
    """
    names = tuple(inspect.signature(make).parameters)

    @cache
    def written() -> tuple[QuerySet[Any, Any], SQLCompiler, str, Sequence[Any]]:
        rows = make(**{name: Given(name) for name in names})
        compiler = rows.query.get_compiler(using=rows.db)
        return rows, compiler, *compiler.as_sql()

    @wraps(make)
    def ask(**values: Any) -> list[Any]:
        template, compiler, text, wanted = written()
        given = tuple(values[one.name] if isinstance(one, Given) else one for one in wanted)
        ready = copy(compiler)
        ready.connection = connections[template.db]  # each thread has its own
        ready.as_sql = lambda *_, **__: (text, given)
        rows = template.all()
        rows.query.get_compiler = lambda *_, **__: ready
        return list(rows)

    return ask
