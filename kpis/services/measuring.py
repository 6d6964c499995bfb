"""Measure the whole catalogue and publish it as one run."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

from django.db import connection

from kpis.core.measures import PLACED, TOUCHED, BaseMeasure
from kpis.models import Binding, Definition, MeasureRun
from kpis.selectors import Ask, CreditReader, Found, Readings, current_definitions, newest_credit, no_credit_yet, values
from kpis.selectors.asking import Reader
from kpis.selectors.base import read_measures
from kpis.selectors.credit import DEFAULT_MODEL
from kpis.selectors.freshness import newest_facts
from kpis.selectors.rows import facts_at_hand
from kpis.selectors.values import measures_of
from kpis.services.bindings import record_bound, scope_of
from kpis.services.definitions import ship_catalogue
from kpis.services.rows import KeptRow, digest, kept_row, write_rows
from organisation.core.calendar import Window
from organisation.core.scope import Scope
from organisation.selectors import organisation, today

Publishing = Callable[[], AbstractContextManager[None]]
BREAKDOWNS = ("channel", "theme", "campaign", "segment", "region", "product", "business_unit")


def measure_all(
    windows: Sequence[Window],
    *,
    now: datetime,
    scopes: Iterable[Scope] = (),
    breakdowns: Sequence[str] = BREAKDOWNS,
    locked_model: str = DEFAULT_MODEL,
    publishing: Publishing = nullcontext,
) -> MeasureRun:
    """Measure every KPI in every window and scope, the whole also by dimension; write key results that follow one.

    The scopes of bound key results are always among them. Credit comes from the newest published attribution run under
    the locked model. Runs are added, never changed.
    """
    ship_catalogue(now=now)
    credits, credit_run = newest_credit(model=locked_model)
    bindings = list(Binding.objects.select_related("key_result__objective__cycle"))
    ask = Ask(
        windows=tuple(dict.fromkeys(windows)),
        scopes=tuple(dict.fromkeys([Scope(), *scopes, *map(scope_of, bindings)])),
        now=now,
        zone=organisation().time_zone,
    )
    wanted = current_definitions()
    found = _found(wanted, ask, [replace(ask, by=name, scopes=(Scope(),)) for name in breakdowns], credits)
    found += _parts_of_bound(bindings, wanted, ask, credits)
    rows = [kept_row(dimension, one) for dimension, one in found]
    run = _run(rows, now=now, credit_run=credit_run.pk if credit_run else None, model=locked_model)
    with publishing():
        run.save()
        write_rows(run, rows)
        record_bound(bindings, run=run, now=now, credits=credits)
    return run


def measured(wanted: Sequence[Definition], ask: Ask, *, credits: CreditReader) -> list[Found]:
    """KPIs in every cell of the question; nothing is kept."""
    with _reader(measures_of(wanted), [ask]) as read:
        return values(wanted, ask, credits=credits, read=read)


def _found(
    wanted: Sequence[Definition], ask: Ask, splits: Sequence[Ask], credits: CreditReader
) -> list[tuple[str, Found]]:
    """The whole, then its parts that have a value, in the order asked for."""
    asks = [ask, *splits]
    with _reader(measures_of(wanted), asks) as read:
        answers = {one.by: values(wanted, one, credits=credits, read=read) for one in asks}
    return [(one.by, row) for one in asks for row in answers[one.by] if not one.by or row.answer.value is not None]


@contextmanager
def _reader(measures: Collection[BaseMeasure], asks: Sequence[Ask]) -> Iterator[Reader]:
    """Reads what is asked, with the facts at hand.

    What stands with first touches is read over a connection of its own beside the rest, so that two processors share
    the work; inside a transaction, whose changes no other connection sees, one follows the other.
    """
    touched = [one for one in measures if one.relation in TOUCHED]
    rest = [one for one in measures if one.relation not in TOUCHED]
    if connection.in_atomic_block or not touched or not rest:
        with _at_hand(measures, asks):
            yield read_measures
        return
    over = ExitStack()
    with ThreadPoolExecutor(1) as thread:
        ready = thread.submit(over.enter_context, _at_hand(touched, asks))
        beside = {one.by: thread.submit(read_measures, touched, one, credits=no_credit_yet) for one in asks}

        def read(_: Collection[BaseMeasure], ask: Ask, *, credits: CreditReader) -> Readings:
            found = read_measures(rest, ask, credits=credits)
            ready.result()
            return {**found, **beside[ask.by].result()}

        try:
            with _at_hand(rest, asks):
                yield read
        finally:
            thread.submit(over.close)
            thread.submit(lambda: connection.close())  # the thread's own


def _at_hand(measures: Collection[BaseMeasure], asks: Sequence[Ask]) -> AbstractContextManager[None]:
    """Facts that many measures and dimensions rest on are looked at once."""
    placed = any(one.by in PLACED for one in asks)
    return facts_at_hand({one.relation for one in measures}, asks[0].zone, placed=placed)


def _parts_of_bound(
    bindings: Sequence[Binding], wanted: Sequence[Definition], ask: Ask, credits: CreditReader
) -> list[tuple[str, Found]]:
    """KPIs that key results follow in a scope of their own, by campaign, channel and theme in their cycles."""
    scopes = tuple(dict.fromkeys(scope for row in bindings if (scope := scope_of(row))))
    keys = {row.kpi for row in bindings if scope_of(row)}
    cycles = {(row.key_result.objective.cycle.starts_on, row.key_result.objective.cycle.ends_on) for row in bindings}
    windows = tuple(window for window in ask.windows if (window.starts_on, window.ends_on) in cycles)
    followed = [row for row in wanted if row.key in keys]
    if not (scopes and windows and followed):
        return []
    asks = [replace(ask, by=dimension, scopes=scopes, windows=windows) for dimension in sorted(PLACED)]
    with _reader(measures_of(followed), asks) as read:
        return [
            (one.by, found)
            for one in asks
            for found in values(followed, one, credits=credits, read=read)
            if found.answer.value is not None and found.cell.member is not None
        ]


def _run(rows: Sequence[KeptRow], *, now: datetime, credit_run: int | None, model: str) -> MeasureRun:
    return MeasureRun(
        as_of=today(now),
        computed_at=now,
        published_at=now,
        code_version=_version(),
        credit_run_id=credit_run,
        locked_model=model if credit_run else "",
        inputs_digest=digest(rows),
        newest_facts={name: day.isoformat() for name, day in newest_facts(today(now)).items()},
    )


def _version() -> str:
    try:
        return version("sightline")
    except PackageNotFoundError:
        return "source"
