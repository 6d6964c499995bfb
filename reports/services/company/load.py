"""Fill an empty installation with the demonstration company, through the importers that every file goes through."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from io import BytesIO

from django.db import transaction

from alignment.services.reported import report_cycles
from imports import services as imports
from imports.core.mapping import Choices
from imports.models import Batch
from jobs.services import enqueue
from kpis.models import Binding
from okrs.models import Cycle
from organisation.selectors import organisation, today
from organisation.services import change_organisation
from people.models import Role, User
from people.services import Colleague, add_colleagues
from reports.services.company.closing import CLOSED_AFTER
from reports.services.company.kpis import define_sheet_kpi, follow_kpis, map_kpis, own_kpis
from reports.services.company.mix import set_mix
from reports.services.company.restating import (
    AFTERWARDS,
    AS_CLOSED,
    ROLES,
    ROLES_AS_CLOSED,
    freeze_first_report,
    roles_as_closed,
)
from reports.services.company.signing import sign_definitions
from simulator.company import plan_files
from simulator.company.blueprint import CURRENCY, NAME, address
from simulator.company.doubles import PARTNERS
from simulator.company.facts import Facts, facts
from simulator.company.files import FILES, SOURCE, SOURCES, LoadFile, contents
from simulator.company.opportunity_files import RESTATED
from simulator.company.size import FULL, Size

Progress = Callable[[float, str], None]
Publishing = Callable[[], AbstractContextManager[object]]

SEED = 1
PEOPLE = "people.csv"
"""The one file that no importer takes: people join by invitation."""
OPEN = Choices(columns={"state": "", "closed_at": ""}, constants={"state": "active"})
CHOICES: Mapping[str, Choices] = {
    "cycles.csv": OPEN,  # links refuse closed cycles; the quarters that are over are closed once all is in
    "links.csv": Choices(columns={"expected_kpi": "kpi", "expected_lag_days": "lag_days"}),
    "agency_media.csv": Choices(
        names_as_keys=True, currency=CURRENCY, constants={"amounts": "net", "spread": "evenly"}
    ),
}
DELIVERED_BY = {SOURCE: ("analyst", 31), PARTNERS: ("events", 92)}
"""Of every system somebody, and how many days may pass between its files."""
LATE = tuple(file for file in FILES if file.name in AFTERWARDS)
FIRST = (
    *(file for file in FILES if file.name not in AFTERWARDS),
    replace(next(file for file in FILES if file.name == ROLES), name=ROLES_AS_CLOSED),
)


class CompanyRefused(Exception):
    """A sentence: why the company cannot be loaded here."""


def load_company(
    *,
    now: datetime,
    size: Size = FULL,
    progress: Progress = lambda share, sentence: None,
    publishing: Publishing = transaction.atomic,
) -> str:
    """Import every file that a past quarter was first reported on; `restate_company` brings the rest.

    What is loaded stays: after a death in the middle it goes on with the file that was not finished, as of the day it
    began on. Raises CompanyRefused where other data has been imported or planned.
    """
    done = _loaded()
    _refuse_data_of_its_own(done)
    progress(0.0, f"Writing the files of {NAME}")
    told = _told(done, now=now, size=size)
    with publishing():
        _name_the_company(now)
        add_colleagues(_people())
        _own_sources()
        define_sheet_kpi(now=now)
    rows = _import_all(FIRST, told, done, now=now, progress=progress, publishing=publishing)
    _connect_kpis(told, now=now, publishing=publishing)
    with publishing():
        enqueue("reports.restate_company", coalesce=True)
        enqueue("reports.recompute", coalesce=True)
    return f"{len(FIRST)} files with {rows:,} rows are loaded; {Binding.objects.count()} key results follow KPIs."


def restate_company(
    *,
    now: datetime,
    size: Size = FULL,
    progress: Progress = lambda share, sentence: None,
    publishing: Publishing = transaction.atomic,
) -> str:
    """Freeze a past quarter on the files there are, as it was first reported, then import those that came later.

    Nothing happens before the company is loaded; what is loaded stays.
    """
    done = _loaded()
    if not {file.name for file in FIRST if file.name != PEOPLE} <= {batch.file.name for batch in done}:
        return "The company is not loaded yet, so nothing of it is restated."
    told = _told(done, now=now, size=size)
    if not any(batch.file.name in AFTERWARDS for batch in done):
        progress(0.1, "Freezing a quarter as it was first reported")
        with publishing():
            report_cycles(today=told.calendar.quarters[RESTATED].ends_on + CLOSED_AFTER)
        freeze_first_report(told, now=now, publishing=publishing)
    rows = _import_all(LATE, told, done, now=now, progress=progress, publishing=publishing)
    with publishing():
        enqueue("reports.recompute", coalesce=True)
        enqueue("reports.close_company", coalesce=True)
        enqueue("reports.ask_company", coalesce=True)
    return f"One quarter is frozen as first reported; {len(LATE)} files with {rows:,} rows that came later are loaded."


def _told(done: Sequence[Batch], *, now: datetime, size: Size) -> Facts:
    day = min((batch.opened_at for batch in done), default=now)
    return facts(today(day), seed=SEED, year_starts=organisation().fiscal_year_starts, scale=size)


def _import_all(
    files: Sequence[LoadFile],
    told: Facts,
    done: Sequence[Batch],
    *,
    now: datetime,
    progress: Progress,
    publishing: Publishing,
) -> int:
    """Import the files that are not loaded yet. How many rows all of them have."""
    loaded = {batch.file.name for batch in done} | {PEOPLE}
    wanted = [file for file in files if file.name not in loaded]
    found = _contents(told, {file.name for file in wanted})
    for number, file in enumerate(wanted):
        count, content = found[file.name]
        progress(0.15 + 0.85 * number / len(wanted), f"Importing {file.name}, {count:,} rows")
        _import(file, content, now=now, publishing=publishing)
    return sum(batch.read for batch in _loaded() if batch.file.name in {file.name for file in files})


def _contents(told: Facts, names: set[str]) -> dict[str, tuple[int, bytes]]:
    """Rows and bytes by the file's name."""
    asked = names | ({ROLES, AS_CLOSED} if ROLES_AS_CLOSED in names else set())
    found = {name: (count, content) for name, count, content in contents(told, names=asked)}
    if ROLES_AS_CLOSED in names:
        early = roles_as_closed(found[ROLES][1], found[AS_CLOSED][1])
        found[ROLES_AS_CLOSED] = early.count(b"\n"), early
    return found


def _connect_kpis(told: Facts, *, now: datetime, publishing: Publishing) -> None:
    """Before anything is reported, as what is mapped later would count as a change; once."""
    if Binding.objects.exists():
        return
    with publishing():
        own_kpis(now=now)
        follow_kpis(plan=told, now=now)
        map_kpis(now=now)
        set_mix(now=now)
        sign_definitions(now=now)


def _import(file: LoadFile, content: bytes, *, now: datetime, publishing: Publishing) -> None:
    chosen = CHOICES.get(file.name, Choices())
    batch = imports.open_batch(
        stream=BytesIO(content),
        name=file.name,
        target=file.target,
        preset=file.preset,
        source=file.source,
        choices=replace(chosen, columns={**chosen.columns, **file.mapping}),
        now=now,
    )
    imports.load(batch, now=now, publishing=publishing)


def _loaded() -> Sequence[Batch]:
    kept = Batch.objects.filter(source__name__in=SOURCES, state=Batch.State.LOADED)
    return list(kept.select_related("file").order_by("pk"))


def _refuse_data_of_its_own(done: Sequence[Batch]) -> None:
    others = Batch.objects.exclude(source__name__in=SOURCES).exists()
    if others or (not done and Cycle.objects.exists()):
        raise CompanyRefused(
            "This installation has data of its own, and the demonstration would mix with it. "
            "Start another one with SIGHTLINE_DATA naming an empty folder to look at the demonstration."
        )


def _name_the_company(now: datetime) -> None:
    """Give its name to a company that nobody has set up yet."""
    administrator = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk").first()
    if administrator is not None and organisation().set_up_at is None:
        change_organisation(values={"name": NAME, "currency": CURRENCY}, by=administrator, now=now)


def _own_sources() -> None:
    """Say who brings the files of each system, and how often."""
    for name, (person, days) in DELIVERED_BY.items():
        source = imports.source_named(name)
        known = {field: getattr(source, field) for field in ("label", "time_zone", "currency")}
        owner = User.objects.get(email=address(person))
        imports.change_source(source, values={**known, "cadence_days": days, "owner": owner})


def _people() -> Sequence[Colleague]:
    told = plan_files.people().columns
    rows = zip(told["email"], told["name"], told["role"], strict=True)
    return [Colleague(str(email), str(name), str(role)) for email, name, role in rows]
