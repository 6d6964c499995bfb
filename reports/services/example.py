"""Fill an empty installation with the example, through the importers that every file goes through."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from io import BytesIO

from django.db import transaction

from examples.files import FILES, ExampleFile, contents
from examples.plan import BUSINESS_OBJECTIVES
from imports import services as imports
from imports.core.mapping import Choices
from imports.models import Batch
from jobs.services import enqueue
from okrs.models import BusinessObjective, Cycle
from organisation.selectors import organisation, today
from organisation.services import change_organisation
from people.models import Role, User
from reports.services.example_plan import make_plan

Progress = Callable[[float, str], None]
Publishing = Callable[[], AbstractContextManager[object]]

NAME = "Larkspur Instruments"
SOURCE = "example"


class ExampleRefused(Exception):
    """A sentence: why the example cannot be loaded here."""


def load_example(
    *,
    now: datetime,
    progress: Progress = lambda share, sentence: None,
    publishing: Publishing = transaction.atomic,
) -> str:
    """Import the example's files, then plan its quarters and link its campaigns; nothing where that is done already.

    After a death in the middle it goes on: imports repeat without effect, and the plan is one transaction.
    Raises ExampleRefused where other data has been imported or planned.
    """
    if _is_loaded():
        return "The example is loaded already; nothing was changed."
    _refuse_data_of_its_own()
    day = today(now)
    _name_the_company(now)
    rows = 0
    for number, (file, content) in enumerate(contents(today=day)):
        progress(0.8 * number / len(FILES), f"Importing {file.name} of the example")
        rows += _import(file, content, now=now, publishing=publishing)
    progress(0.85, "Planning the example’s quarters and linking its campaigns")
    with publishing():
        objectives = make_plan(day=day, now=now, source=SOURCE)
        enqueue("reports.recompute", coalesce=True)
    return f"{len(FILES)} files with {rows:,} rows are imported; {objectives} objectives are planned."


def _is_loaded() -> bool:
    return BusinessObjective.objects.filter(name__in=[row.name for row in BUSINESS_OBJECTIVES]).exists()


def _refuse_data_of_its_own() -> None:
    if Batch.objects.exclude(source__name=SOURCE).exists() or Cycle.objects.exists():
        raise ExampleRefused(
            "This installation has data of its own, and the example would mix with it. "
            "Start another one with SIGHTLINE_DATA naming an empty folder to look at the example."
        )


def _name_the_company(now: datetime) -> None:
    """Give the example's name to a company that nobody has set up yet."""
    administrator = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk").first()
    if administrator is not None and organisation().set_up_at is None:
        change_organisation(values={"name": NAME}, by=administrator, now=now)


def _import(file: ExampleFile, content: bytes, *, now: datetime, publishing: Publishing) -> int:
    batch = imports.open_batch(
        stream=BytesIO(content),
        name=file.name,
        target=file.target,
        preset=file.preset,
        source=SOURCE,
        choices=Choices(columns=dict(file.columns), grain=file.grain),
        now=now,
    )
    return imports.load(batch, now=now, publishing=publishing).conservation.read
