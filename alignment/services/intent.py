"""Keep intent beside evidence for the newest score of a cycle."""

from alignment.core.inputs import ScoreInputs
from alignment.core.intent import cells
from alignment.models import IntentCell, ScoreRun
from alignment.selectors.keys import pk_of


def keep_intent(run: ScoreRun, inputs: ScoreInputs) -> None:
    """In place of what earlier runs of the cycle kept; their receipts recompute theirs. A restated one is beside."""
    if run.published_at is not None:
        IntentCell.objects.filter(run__cycle=run.cycle).delete()
    IntentCell.objects.bulk_create(
        (
            IntentCell(
                run=run,
                campaign_id=pk_of(cell.campaign),
                business_objective_id=pk_of(cell.objective),
                spend=cell.spend,
                declared=min(1.0, cell.declared),
                measured=cell.measured,
                low=cell.low,
                high=cell.high,
                milestones=cell.milestones,
            )
            for cell in cells(inputs)
        ),
        batch_size=1000,
    )
