"""The alignment page narrowed to a part of the business: what can be, out of that part's snapshot."""

from dataclasses import replace

from reports.core.snapshot import Snapshot
from reports.dashboards.alignment import AlignmentPage
from reports.figures.credit import CampaignBar, credit_by_campaign


def narrowed_page(page: AlignmentPage, found: Snapshot) -> AlignmentPage:
    """Pipeline by campaign, its sum and the gaps are those of the part; everything else is of the whole business."""
    credit, about = found.credit, found.about
    bars = [
        CampaignBar(
            row.name,
            float(row.pipeline),
            float(row.opportunities),
            *((None, None) if row.low is None or row.high is None else (float(row.low), float(row.high))),
        )
        for row in credit.rows
        if row.pipeline
    ]
    drawing = None
    if credit.total:
        drawing = credit_by_campaign(
            bars,
            unattributed=float(credit.unattributed),
            unattributed_milestones=float(credit.unattributed_opportunities),
            currency=about.currency,
            caption=f"Opportunities created in {about.cycle}, only {about.scope}, {about.model}",
        )
    return replace(
        page,
        credit=drawing,
        no_credit=credit.no_data,
        proofs=(found.proofs[0].sentence, *page.proofs[1:]),
        gaps=found.gaps,
    )
