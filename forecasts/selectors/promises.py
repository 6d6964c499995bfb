"""Promises with what came, and how often ranges held."""

from collections.abc import Sequence
from dataclasses import dataclass

from campaigns.models import Campaign
from forecasts.core.interval import Interval
from forecasts.core.promises.calibration import Calibration, Settled, board_sentence, calibrate, settle
from forecasts.core.promises.calibration import Promise as Signed
from forecasts.models import Promise

SHOWN = 40


@dataclass(frozen=True, slots=True)
class Ledger:
    """Promises, the newest first, and how well ranges held by owner, channel and model."""

    open: Sequence[Promise]
    settled: Sequence[Promise]
    owners: Sequence[Calibration]
    channels: Sequence[Calibration]
    models: Sequence[Calibration]
    sentence: str


def ledger() -> Ledger:
    """Everything that was promised; one query."""
    rows = list(Promise.objects.select_related("signed_by", "settlement").order_by("-due_on", "-signed_at", "-pk"))
    settled = [row for row in rows if hasattr(row, "settlement")]
    ours = [_settled(row) for row in settled]
    beside = [_settled(row, by_model=True) for row in settled if row.model_low is not None]
    return Ledger(
        open=[row for row in rows if not hasattr(row, "settlement")][:SHOWN],
        settled=settled[:SHOWN],
        owners=calibrate(ours, by=lambda one: one.promise.author),
        channels=calibrate(ours, by=lambda one: one.promise.channel),
        models=calibrate(beside, by=lambda one: one.promise.model),
        sentence=board_sentence(ours),
    )


def promises_of(campaign: Campaign) -> Sequence[Promise]:
    """What was signed for a campaign, the newest first, with what came; one query."""
    return list(Promise.objects.filter(campaign_id=campaign.pk).select_related("signed_by", "settlement"))


def promises_sentence() -> str:
    """One line for the board; empty before the first promise is settled."""
    rows = Promise.objects.filter(settlement__isnull=False).select_related("signed_by", "settlement")
    return board_sentence([_settled(row) for row in rows])


def _settled(row: Promise, *, by_model: bool = False) -> Settled:
    band = (row.model_low, row.model_median, row.model_high) if by_model else (row.low, row.median, row.high)
    signed = Signed(
        campaign=row.subject,
        author=row.signed_by.name,
        channel=row.channel or "Key results",
        model=MODELS.get(row.model, row.model),
        band=Interval(*(float(one or 0) for one in band)),
        level=float(row.level),
    )
    return settle(signed, actual=float(row.settlement.actual))


MODELS = {"outlook": "Outlook of key results", "launch": "Before launch"}
