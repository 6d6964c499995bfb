"""The register of experiments, and the classes of links: set from data, each change explained and kept."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from alignment.core.grading import Credited, Design, Grade, Trial, grade
from alignment.core.inputs import CreditFacts
from alignment.models import CampaignLink, EvidenceChange, Experiment
from alignment.selectors.dated import link_rows
from alignment.selectors.inputs import day_of
from alignment.selectors.keys import campaign_key, objective_key
from alignment.selectors.moved import moved_kpis
from alignment.selectors.settings import settings_in_force
from okrs.models import BusinessObjective, Cycle
from organisation.core.scope import Scope
from people.models import User
from people.services import record

Pair = tuple[int, int]


class ExperimentRefused(ValueError):
    """A sentence: why an experiment cannot be entered so."""


@transaction.atomic
def keep_experiment(*, experiment: Experiment, fields: Mapping[str, Any], by: User | None, now: datetime) -> Experiment:
    """Enter an experiment, or change one; classes follow at the next recompute. Raises ExperimentRefused."""
    for name, value in fields.items():
        setattr(experiment, name, value)
    _check(experiment)
    is_new = experiment.pk is None
    if is_new:
        experiment.made_by, experiment.made_at = by, now
    try:
        with transaction.atomic():
            experiment.save()
    except IntegrityError as error:
        raise ExperimentRefused(f"There is an experiment called “{experiment.name}” already.") from error
    verb = "experiment.entered" if is_new else "experiment.changed"
    record(by=by, verb=verb, subject=experiment, detail={"effect": experiment.effect})
    return experiment


@transaction.atomic
def withdraw_experiment(*, experiment: Experiment, reason: str, by: User | None, now: datetime) -> None:
    """Say that an experiment proves nothing, and why; it stays in the register. Raises ExperimentRefused."""
    if not reason.strip():
        raise ExperimentRefused("Say why the experiment is withdrawn.")
    experiment.withdrawn_at, experiment.withdrawn_reason = now, reason.strip()[:300]
    experiment.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record(by=by, verb="experiment.withdrawn", subject=experiment, detail={"reason": reason})


@transaction.atomic
def grade_links(
    cycle: Cycle, credits: Iterable[CreditFacts], *, model: str, today: date, now: datetime
) -> list[EvidenceChange]:
    """Give every contributing link of the cycle the class that fresh data hold up; keep each change."""
    months = settings_in_force().evidence_months
    day = day_of(cycle, today=today)
    rows = [row for row in link_rows(cycle, day) if row["role"] == CampaignLink.Role.CONTRIBUTING and row["serves"]]
    links = CampaignLink.objects.select_for_update().in_bulk([row["pk"] for row in rows])
    trials, named = _trials()
    facts, moved = {row.campaign: row for row in credits}, moved_kpis(cycle, [row["expected_kpi"] for row in rows])
    scoped = {row.pk for row in BusinessObjective.objects.all() if Scope.from_mapping(row.scope)}
    changes, changed = [], []
    for row in rows:
        pair = (row["campaign_id"], row["serves"])
        credited = _credited(facts.get(campaign_key(pair[0])), objective_key(pair[1]), is_scoped=pair[1] in scoped)
        found = grade(
            credited=credited,
            trials=trials.get(pair, ()),
            model=model,
            today=today,
            months=months,
            moved=moved.get(row["expected_kpi"], ""),
        )
        link = links[row["pk"]]
        if link.evidence != found.evidence:
            changes.append(_change(link, found, named, now))
        if (link.evidence, link.evidence_reason) != (found.evidence, found.reason[:300]):
            link.evidence, link.evidence_reason = found.evidence.value, found.reason[:300]
            changed.append(link)
    CampaignLink.objects.bulk_update(changed, ["evidence", "evidence_reason"], batch_size=500)
    return EvidenceChange.objects.bulk_create(changes)


def _change(link: CampaignLink, found: Grade, named: Mapping[str, Experiment], now: datetime) -> EvidenceChange:
    return EvidenceChange(
        link=link,
        before=link.evidence,
        after=found.evidence.value,
        reason=found.reason[:300],
        experiment=named.get(found.trial),
        at=now,
    )


def _credited(row: CreditFacts | None, objective: str, *, is_scoped: bool) -> Credited | None:
    """Inside the objective's scope; an objective about everything is credited with everything."""
    if row is None:
        return None
    if not is_scoped:
        return Credited(row.milestones, row.error)
    return Credited(row.inside.get(objective, 0.0), row.errors.get(objective))


def _trials() -> tuple[Mapping[Pair, Sequence[Trial]], Mapping[str, Experiment]]:
    found: dict[Pair, list[Trial]] = defaultdict(list)
    rows = list(Experiment.objects.filter(withdrawn_at__isnull=True))
    for row in rows:
        found[row.campaign_id, row.business_objective_id].append(
            Trial(row.name, Design(row.design), row.ends_on, row.effect, row.low, row.high, row.wanted_down)
        )
    return found, {row.name: row for row in rows}


def _check(row: Experiment) -> None:
    if not row.name.strip():
        raise ExperimentRefused("Give the experiment a name.")
    if row.ends_on < row.starts_on:
        raise ExperimentRefused("The last day lies before the first day.")
    known = [row.effect is not None, row.low is not None, row.high is not None]
    if any(known) and not all(known):
        raise ExperimentRefused("An effect needs its 90 % interval: give the effect, from and to, or none of them.")
    if all(known) and not (row.low or 0.0) <= (row.effect or 0.0) <= (row.high or 0.0):
        raise ExperimentRefused("The effect has to lie inside its interval.")
