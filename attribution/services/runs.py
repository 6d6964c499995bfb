"""One credit run: read the facts, credit every milestone under every model, publish all of it at once."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from functools import partial

from django.conf import settings as configured
from django.db import transaction

from attribution.core.conventions import document, own_unit
from attribution.core.models import Model
from attribution.core.settings import Settings, UnitKind
from attribution.engine.attribute import Wanted, attribute
from attribution.engine.connection import Engine, Limits, engine
from attribution.engine.outcome import Outcome
from attribution.engine.shapes import Seen, seen
from attribution.engine.units import attach, travel
from attribution.engine.versions import versions
from attribution.facts import cache
from attribution.facts.deals import deals, themes
from attribution.models import CreditRun, Milestone
from attribution.selectors.conventions import conventions, settings_of
from attribution.services.beside import Beside, keep_beside, look_beside
from attribution.services.keeping import keep
from attribution.services.keeping_coverage import keep_coverage
from attribution.services.keeping_journeys import extent, keep_journeys

Progress = Callable[[float, str], None]
Publishing = Callable[[], AbstractContextManager[None]]

Found = Mapping[Milestone, tuple[Outcome, Seen, Beside]]
# Of the whole work, where reading ends and where writing begins.
READ, COMPUTED = 0.1, 0.85


def run_credit(
    *,
    now: datetime,
    progress: Progress = lambda share, sentence: None,
    publishing: Publishing = transaction.atomic,
) -> CreditRun:
    """Refresh the facts, compute all milestones, and publish the run in the one transaction that `publishing` opens.

    Milestones whose journeys are wanted by both units get a second run, published with the first. Earlier runs stay as
    they are. Nothing is published when anything fails.
    """
    decided = conventions()
    chosen = {milestone: settings_of(convention) for milestone, convention in decided.items()}
    others = {
        m: settings_of(convention, by_other_unit=True) for m, convention in decided.items() if convention.both_units
    }
    plans = [chosen, *([others] if others else [])]
    width = (COMPUTED - READ) / len(plans)
    with cache.alone(partial(progress, 0.01, "Waiting until another recompute or rewriting is through with the facts")):
        progress(0.02, "Reading facts out of the database")
        facts = cache.refresh(now=now)
        found = [
            _computed(plan, partial(_part, progress, READ + width * place, width)) for place, plan in enumerate(plans)
        ]
    progress(COMPUTED, "Writing credit")
    with publishing():
        runs = [
            _kept(one, plan, digest=facts.digest, now=now, by_other_unit=place > 0)
            for place, (one, plan) in enumerate(zip(found, plans, strict=True))
        ]
    return runs[0]


def _part(progress: Progress, start: float, width: float, share: float, sentence: str) -> None:
    progress(start + width * share, sentence)


def _computed(chosen: Mapping[Milestone, Settings], progress: Progress) -> Found:
    """All that is known of every milestone that anything has reached; the others have nothing to credit."""
    found: dict[Milestone, tuple[Outcome, Seen, Beside]] = {}
    may = configured.CREDITING
    with engine(Limits(may.threads, may.memory, may.temp_folder)) as running:
        attach(running, cache.sources())
        running.register("deal", deals())
        running.register("campaign_theme", themes())
        reached = [milestone for milestone in _reached(running) if milestone in chosen]
        for number, milestone in enumerate(reached):
            settings = chosen[milestone]
            of = "people" if settings.unit_kind is UnitKind.PERSON else "accounts"
            progress(
                number / len(reached),
                f"Crediting {milestone.label.lower()} milestones under {len(Model)} models, journeys of {of}",
            )
            travel(running, by_other_unit=settings.unit_kind is not own_unit(milestone))
            found[milestone] = _credited(running, milestone, settings)
    return found


def _credited(running: Engine, milestone: Milestone, settings: Settings) -> tuple[Outcome, Seen, Beside]:
    """Credit of one milestone, and what is read from the tables that it leaves behind."""
    outcome = attribute(running, settings, Wanted(campaigns=True, cells=True))
    return outcome, seen(running), look_beside(running, milestone, settings, outcome)


def _kept(
    found: Found, chosen: Mapping[Milestone, Settings], *, digest: str, now: datetime, by_other_unit: bool
) -> CreditRun:
    run = CreditRun.objects.create(
        started_at=now,
        finished_at=now,
        published_at=now,
        settings={milestone.name.lower(): document(chosen[milestone]) for milestone in found},
        by_other_unit=by_other_unit,
        extent=extent({milestone: outcome for milestone, (outcome, _, _) in found.items()}),
        inputs_digest=digest,
        versions=versions(),
    )
    for milestone, (outcome, shapes, beside) in found.items():
        keep(run, milestone, outcome)
        keep_journeys(run, milestone, shapes)
        keep_beside(run, milestone, beside, outcome)
    keep_coverage(run)
    return run


def _reached(running: Engine) -> list[Milestone]:
    """Milestones that anything has reached; the others have nothing to credit."""
    rows = running.run("SELECT DISTINCT milestone FROM conversion ORDER BY milestone").column("milestone")
    return [Milestone(value) for value in rows.to_pylist()]
