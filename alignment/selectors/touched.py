"""The opportunities that a campaign touched before the milestone of a key result, and how often."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from alignment.selectors.sight import BY_MEASURE
from attribution.models import Milestone
from campaigns.models import Campaign
from kpis.models import Definition
from okrs.models import Cycle
from organisation.core.scope import Scope

MOST = 200
LOOKBACK_DAYS = 365
QUERY = """
WITH deals AS (
    SELECT o.id, o.name, o.reported, o.outcome, o.account_id, o.batch_id, o.source, o.external_id, o.line,
        {moment} AS milestone,
        coalesce(nullif(o.segment, ''), a.segment, '') AS segment,
        coalesce(nullif(o.region, ''), a.region, '') AS region,
        coalesce(nullif(o.product, ''), a.product, '') AS product,
        coalesce(nullif(o.business_unit, ''), a.business_unit, '') AS business_unit,
        coalesce(nullif(o.business, ''), a.business, '') AS business
    FROM crm_opportunity o JOIN crm_account a ON a.id = o.account_id
    WHERE {reached}
)
SELECT d.id, d.name, d.reported, d.milestone::date, d.outcome, d.source, d.external_id, d.batch_id,
    count(*) FILTER (WHERE t.campaign_id = %(campaign)s) AS mine, count(*) AS touches,
    max(t.occurred_at) FILTER (WHERE t.campaign_id = %(campaign)s)::date AS last
FROM deals d JOIN crm_contact c ON c.account_id = d.account_id JOIN crm_touchpoint t ON t.contact_id = c.id
    AND t.occurred_at <= d.milestone AND t.occurred_at >= d.milestone - make_interval(days => %(lookback)s)
WHERE {scoped}
GROUP BY d.id, d.name, d.reported, d.milestone, d.outcome, d.source, d.external_id, d.batch_id
HAVING count(*) FILTER (WHERE t.campaign_id = %(campaign)s) > 0
ORDER BY d.reported DESC NULLS LAST, d.id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Touched:
    """An opportunity with the touches of its account in the look-back: how many are this campaign's, of how many."""

    pk: int
    name: str
    amount: Decimal | None
    milestone: date
    outcome: str
    source: str
    external_id: str
    batch: int | None
    mine: int
    touches: int
    last: date


def touched(campaign: Campaign, cycle: Cycle, definition: Definition, *, scope: Scope) -> Sequence[Touched]:
    """The largest first, at most 200; nothing where the KPI is not about opportunities."""
    credited = BY_MEASURE.get(definition.formula.strip())
    if credited is None or credited.milestone not in {Milestone.OPPORTUNITY, Milestone.WON}:
        return ()
    won = credited.milestone is Milestone.WON
    moment = "(o.closed_on + 1)::timestamptz - interval '1 second'" if won else "o.created_at"
    day = "o.closed_on" if won else "o.created_at::date"
    reached = f"{day} >= %(starts)s AND {day} < %(ends)s" + (" AND o.outcome = 'won'" if won else "")
    named = scope.as_mapping()
    scoped = " AND ".join(["TRUE", *(f"d.{name} = ANY(%({name})s)" for name in named)])
    given = {
        "campaign": campaign.pk, "starts": cycle.starts_on, "ends": cycle.ends_on, "lookback": LOOKBACK_DAYS,
        "most": MOST, **named,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(QUERY.format(moment=moment, reached=reached, scoped=scoped), given)
        return [Touched(*row) for row in cursor.fetchall()]
