"""One credit run: read the facts, credit every milestone under every model, publish all of it at once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from importlib.metadata import version

import duckdb
from django.db import transaction

from attribution.core.models import Model
from attribution.core.settings import Settings, Stage, UnitKind
from attribution.engine.attribute import Wanted, attribute
from attribution.engine.connection import Engine, Limits, engine
from attribution.engine.outcome import Outcome
from attribution.engine.shapes import Seen, seen
from attribution.facts import cache
from attribution.facts.deals import deals
from attribution.models import CreditRun, Milestone
from attribution.services.beside import Beside, keep_beside, look_beside
from attribution.services.keeping import keep
from attribution.services.keeping_journeys import extent, keep_coverage, keep_journeys
from campaigns.models import Channel

Progress = Callable[[float, str], None]
Publishing = Callable[[], AbstractContextManager[None]]

PEOPLE = {Stage.LEAD, Stage.MQL, Stage.SQL, Stage.ORDER}
LOOKBACK_DAYS = {UnitKind.PERSON: 90.0, UnitKind.ACCOUNT: 365.0}
HALF_LIFE_DAYS = {UnitKind.PERSON: 7.0, UnitKind.ACCOUNT: 30.0}


def run_credit(
    *,
    now: datetime,
    progress: Progress = lambda share, sentence: None,
    publishing: Publishing = transaction.atomic,
    limits: Limits | None = None,
) -> CreditRun:
    """Refresh the facts, compute all milestones, and publish the run in the one transaction that `publishing` opens.

    Earlier runs stay as they are. Nothing is published when anything fails.
    """
    progress(0.02, "Reading facts out of the database")
    facts = cache.refresh(now=now)
    found: dict[Milestone, tuple[Outcome, Seen, Beside]] = {}
    chosen = {milestone: settings_of(milestone) for milestone in Milestone}
    with engine(limits or Limits()) as running:
        running.attach(cache.sources())
        running.register("deal", deals())
        for number, milestone in enumerate(_reached(running)):
            progress(0.1 + 0.12 * number, f"Crediting {milestone.label.lower()} milestones under {len(Model)} models")
            found[milestone] = _credited(running, milestone, chosen[milestone])
    progress(0.85, "Writing credit")
    with publishing():
        run = CreditRun.objects.create(
            started_at=now,
            finished_at=now,
            published_at=now,
            settings={milestone.name.lower(): document(chosen[milestone]) for milestone in found},
            extent=extent({milestone: outcome for milestone, (outcome, _, _) in found.items()}),
            inputs_digest=facts.digest,
            versions={"duckdb": duckdb.__version__, "numpy": version("numpy")},
        )
        for milestone, (outcome, shapes, beside) in found.items():
            keep(run, milestone, outcome)
            keep_journeys(run, milestone, shapes)
            keep_beside(run, milestone, beside, outcome)
        keep_coverage(run)
    return run


def _credited(running: Engine, milestone: Milestone, settings: Settings) -> tuple[Outcome, Seen, Beside]:
    """Credit of one milestone, and what is read from the tables that it leaves behind."""
    outcome = attribute(running, settings, Wanted(campaigns=True, cells=True))
    return outcome, seen(running), look_beside(running, milestone, settings, outcome)


def settings_of(milestone: Milestone) -> Settings:
    """The conventions of a milestone: people for leads and orders, accounts for deals."""
    kind = UnitKind.PERSON if Stage(milestone) in PEOPLE else UnitKind.ACCOUNT
    direct = tuple(Channel.objects.filter(is_direct=True).order_by("pk").values_list("pk", flat=True))
    return Settings(
        milestone=Stage(milestone),
        unit_kind=kind,
        lookback_days=LOOKBACK_DAYS[kind],
        half_life_days=HALF_LIFE_DAYS[kind],
        direct_channels=direct,
    )


def document(settings: Settings) -> dict[str, object]:
    """The settings as they are stored with the run."""
    return {
        "unit": settings.unit_kind.name.lower(),
        "lookback_days": settings.lookback_days,
        "half_life_days": settings.half_life_days,
        "reset": settings.reset,
        "null_journeys": settings.null_journeys,
        "markov_order": settings.markov_order,
        "replicates": settings.replicates,
        "models": [model.value for model in settings.models],
    }


def _reached(running: Engine) -> list[Milestone]:
    """Milestones that anything has reached; the others have nothing to credit."""
    rows = running.run("SELECT DISTINCT milestone FROM conversion ORDER BY milestone").column("milestone")
    return [Milestone(value) for value in rows.to_pylist()]
