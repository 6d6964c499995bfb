"""What a run needs to know beside the four relations: of deals for the rules of sourcing, of campaigns their themes."""

import pyarrow as pa

from attribution.engine.readings import DEAL
from attribution.facts.queries import PARTY, SECOND
from attribution.facts.reading import rows

# Sales work on the deal itself comes first; else the first with its people or company that is no older than a year.
DEALS = f"""
WITH words AS (SELECT lower(name) AS word FROM campaigns_channel UNION SELECT lower(word) FROM campaigns_channelword),
worked AS (
    SELECT coalesce(s.account_id, c.account_id) AS account_id, s.occurred_at
    FROM crm_salesactivity s LEFT JOIN crm_contact c ON c.id = s.contact_id WHERE s.opportunity_id IS NULL
),
own AS (SELECT opportunity_id, min(occurred_at) AS at FROM crm_salesactivity GROUP BY opportunity_id),
around AS (
    SELECT o.id, min(w.occurred_at) AS at FROM crm_opportunity o JOIN worked w ON w.account_id = o.account_id
        AND w.occurred_at > o.created_at - interval '1 year' AND w.occurred_at <= o.created_at GROUP BY o.id
)
SELECT o.id * 8 + {PARTY} AS subject_id,
    CASE WHEN o.source_field = '' THEN -1 WHEN words.word IS NULL THEN 0 ELSE 1 END AS field, o.primary_campaign_id,
    {SECOND.format(at="least(own.at, around.at)")} AS first_sales_at
FROM crm_opportunity o
LEFT JOIN words ON words.word = lower(o.source_field)
LEFT JOIN own ON own.opportunity_id = o.id LEFT JOIN around ON around.id = o.id
"""


def deals() -> pa.Table:
    """The relation `deal` of `attribution.engine.readings`."""
    return rows(DEALS).cast(DEAL)


def themes() -> pa.Table:
    """The relation `campaign_theme` of `attribution.engine.shapes`."""
    found = rows("SELECT id AS campaign_id, theme_id FROM campaigns_campaign WHERE theme_id IS NOT NULL")
    return found.cast(pa.schema([("campaign_id", pa.int64()), ("theme_id", pa.int64())]))
