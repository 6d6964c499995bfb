"""Make the snapshot of a cycle out of its runs, and keep it."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from alignment.core.coverage import Ledger, ledger
from alignment.models import ScoreRun
from alignment.selectors import best_moves
from alignment.selectors.keys import objective_key
from alignment.services.recompute import EVIDENCE_MILESTONE
from attribution import selectors as attribution
from attribution.models import CreditRun
from campaigns.selectors import ledger_total
from forecasts.selectors.customers import newest_cohorts
from kpis.models import MeasureRun
from organisation.core.scope import Scope
from organisation.core.show import money as written
from reports.core.about import About, Part
from reports.core.snapshot import Annex, Definition, Proof, ProofPart, Snapshot
from reports.services.measures import gaps
from reports.services.snapshot import words
from reports.services.snapshot.ahead import forecasts, outlook_lines
from reports.services.snapshot.catalogue import every_key
from reports.services.snapshot.causes import causes
from reports.services.snapshot.credit import credit
from reports.services.snapshot.money import flow, mix, money
from reports.services.snapshot.numbers import Numbers, numbers
from reports.services.snapshot.objectives import objectives, promises, promises_sentence, serving
from reports.services.snapshot.plans import plans
from reports.services.snapshot.rows import board, views
from reports.services.snapshot.scores import score as score_of
from reports.services.snapshot.sources import Sources, sources


def build(
    score: ScoreRun,
    run: CreditRun,
    measured: MeasureRun | None,
    *,
    day: date,
    now: datetime,
    scope: Scope | None = None,
) -> tuple[Snapshot, Annex]:
    """Everything that is said of the cycle as of the day, from the published runs that are given."""
    told = sources(score, run, measured, day=day, now=now, scope=scope)
    known, planned = numbers(every_key(), told), plans(told)
    said = causes(told, known)
    rows = serving(told)
    kpis, departments = board(told, known, planned, said), views(told, known, planned, said)
    aims, credited, spent, scored = objectives(told, rows), credit(told), money(told), score_of(told)
    promised, split = promises(rows), ledger(told.inputs)
    pipeline = attribution.reconciled(run, milestone=EVIDENCE_MILESTONE, window=told.window, scope=told.scope)
    found = Snapshot(
        about=_about(told),
        headline=words.headline(scored, split, aims, kpis, spent, currency=told.currency),
        kpis=kpis,
        objectives=aims,
        money=spent,
        score=scored,
        credit=credited.shown,
        promises=promised,
        promises_sentence=promises_sentence(promised),
        flow=flow(told.inputs, {objective_key(row.pk): row.family for row in aims}),
        mix=mix(told.inputs),
        risks=tuple(words.risks(aims, promised, credited.shown, spent, scored, currency=told.currency)),
        decisions=tuple(words.decisions(aims, split, best_moves(told.cycle, today=day), currency=told.currency)),
        gaps=tuple(gaps(split, pipeline, told.window)),
        proofs=(_credit_proof(pipeline, told.currency), _ledger_proof(split, told)),
        definitions=_definitions(known, (row.key for row in (*kpis, *(r for view in departments for r in view.rows)))),
        outlook=outlook_lines(rows),
        forecasts=forecasts(rows),
    )
    return found, Annex(credited.rows, tuple(one.starts_on for one in known.months), departments, newest_cohorts())


def _about(told: Sources) -> About:
    return About(
        organisation=told.organisation,
        cycle_id=told.cycle.pk,
        cycle=told.cycle.name,
        starts_on=told.cycle.starts_on,
        ends_on=told.cycle.ends_on,
        as_of=told.day,
        computed_at=told.now,
        day=told.days_over,
        days=told.window.days,
        currency=told.currency,
        scope=str(told.scope) if told.scope else "",
        model=f"{told.inputs.locked_model.replace('_', ' ').capitalize()} model, accounts, 365 days",
        score_run=told.score.pk,
        credit_run=told.run.pk,
        measure_run=told.measured.pk if told.measured else None,
        parts=tuple(Part(name, tuple(values)) for name, values in told.run.extent.get("dimensions", {}).items()),
    )


def _definitions(known: Numbers, keys: Iterable[str]) -> tuple[Definition, ...]:
    rows = [known.definitions[key] for key in dict.fromkeys(keys)]
    return tuple(
        Definition(
            key=row.key,
            name=row.name,
            version=row.version,
            text=row.text,
            formula=row.formula,
            unit=row.unit,
            source=row.source,
            owner=row.owner.name if row.owner else "",
        )
        for row in rows
    )


def _credit_proof(found: attribution.Reconciled, currency: str) -> Proof:
    parts = (ProofPart("Attributed", found.attributed), ProofPart("Unattributed", found.unattributed))
    return _proof("Pipeline of the cycle", parts, "CRM", found.crm, currency)


def _ledger_proof(split: Ledger, told: Sources) -> Proof:
    """What the score's split says of the days that are over, against what the ledger holds of the whole cycle."""
    ledgered, over = (ledger_total(window).spend for window in (told.window, told.windows.to_date))

    mapped = split.mapped.quantize(Decimal("0.01"))
    orphan = split.total - split.enabling - mapped
    parts = (ProofPart("Mapped", mapped), ProofPart("Enabling", split.enabling), ProofPart("Orphan", orphan))
    later = (ProofPart("Booked for later days", ledgered - over),) if ledgered != over else ()
    back = (ProofPart("Credit notes", -split.credit_notes),) if split.credit_notes else ()
    return _proof("Spend of the cycle", (*parts, *back, *later), "Ledger", ledgered, told.currency)


def _proof(name: str, parts: tuple[ProofPart, ...], whole: str, amount: Decimal, currency: str) -> Proof:
    summed = " + ".join(f"{part.label.lower()} {written(part.amount, currency=currency)}" for part in parts)
    gap = amount - sum((part.amount for part in parts), Decimal(0))
    said = f"{summed[0].upper()}{summed[1:]} = {whole if whole == 'CRM' else whole.lower()} "
    return Proof(name, parts, whole, amount, gap, said + written(amount, currency=currency))
