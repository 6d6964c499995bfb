"""Findings about who answers for what, and together with whom. They change no score; they keep scores true."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from alignment.core.coverage import mapped_by_objective
from alignment.core.findings.words import Found, Kind, Row
from alignment.core.situation import AimFacts, Situation
from organisation.core.show import percent


def no_checkpoint(now: Situation) -> Iterator[Found]:
    """Objectives whose key results say nothing about day 30 or day 60."""
    yield from _aims(
        now,
        Kind.NO_CHECKPOINT,
        lambda aim: aim.key_results > 0 and not aim.has_checkpoints,
        title="Set checkpoints for {}",
        detail="Without dated expected values on the way, a quarter is judged on its last day.",
        note="no checkpoint",
    )


def no_co_owner(now: Situation) -> Iterator[Found]:
    """Objectives that marketing pursues alone."""
    yield from _aims(
        now,
        Kind.NO_CO_OWNER,
        lambda aim: not aim.is_shared,
        title="Share {} with another team",
        detail="Sales, product, finance or customer success should own it too; otherwise it stays in a silo.",
        note="marketing alone",
    )


def no_owner(now: Situation) -> Iterator[Found]:
    """Objectives that nobody owns."""
    yield from _aims(
        now,
        Kind.NO_OWNER,
        lambda aim: not aim.is_owned,
        title="Name an owner of {}",
        detail="Nobody answers for it.",
        note="no owner",
    )


def sla_missed(now: Situation) -> Iterator[Found]:
    """Leads that sales did not contact inside the agreed hours."""
    handover = now.handover
    if handover is None or handover.share is None or handover.share >= handover.promised:
        return
    late = handover.all - handover.inside
    yield Found(
        Kind.SLA_MISSED,
        f"Contact leads in time: {late:,.0f} of {handover.all:,.0f} waited too long",
        f"{percent(handover.share)} of the qualified leads were contacted inside the agreed hours; "
        f"{percent(handover.promised)} was promised.",
        rows=(
            Row(
                "sla_met",
                "Handover inside the SLA",
                f"{percent(handover.share)} of {percent(handover.promised)}",
            ),
        ),
    )


def _aims(
    now: Situation, kind: Kind, is_wrong: Callable[[AimFacts], bool], *, title: str, detail: str, note: str
) -> Iterator[Found]:
    wrong = [aim for aim in sorted(now.aims, key=lambda row: (row.name, row.key)) if is_wrong(aim)]
    if not wrong:
        return
    money = mapped_by_objective(now.inputs)
    served = {aim.serves for aim in wrong if aim.serves in money}
    yield Found(
        kind,
        title.format(f"{len(wrong)} objectives" if len(wrong) > 1 else f"“{wrong[0].name}”"),
        detail,
        rows=tuple(Row(aim.key, aim.name, note, money.get(aim.serves)) for aim in wrong),
        money=sum((money[key] for key in served), Decimal(0)),
    )
