"""Write how complete the facts of a run were: counted and kept inside the database, row by row nowhere else."""

from django.db import connection

from attribution.facts.queries import OF_DEAL, OF_PERSON
from attribution.models import CoverageMonth, CreditRun, ScopeCombination
from organisation.core.scope import DIMENSIONS
from organisation.selectors import organisation

MONTH = "(extract(year FROM {at} AT TIME ZONE %(zone)s) * 100 + extract(month FROM {at} AT TIME ZONE %(zone)s))::int"
TOUCHES = f"""
SELECT {MONTH.format(at="t.occurred_at")} AS month, {OF_PERSON},
    coalesce(t.channel_id, k.channel_id) AS channel_id, t.campaign_id,
    count(*) AS touches, count(t.campaign_id) AS touches_with_campaign,
    count(coalesce(t.channel_id, k.channel_id)) AS touches_with_channel, count(c.account_id) AS touches_with_account,
    0::bigint AS opportunities, 0::bigint AS opportunities_with_account,
    0::bigint AS opportunities_with_roles, 0::bigint AS opportunities_with_amount
FROM crm_touchpoint t
JOIN crm_contact c ON c.id = t.contact_id
LEFT JOIN crm_account a ON a.id = c.account_id
LEFT JOIN campaigns_campaign k ON k.id = t.campaign_id
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
"""  # noqa: S608 - names are ours
OPPORTUNITIES = f"""
SELECT {MONTH.format(at="o.created_at")}, {OF_DEAL}, NULL::bigint, NULL::bigint, 0, 0, 0, 0,
    count(*), count(o.account_id), count(r.opportunity_id), count(o.reported)
FROM crm_opportunity o
LEFT JOIN crm_account a ON a.id = o.account_id
LEFT JOIN (SELECT DISTINCT opportunity_id FROM crm_contactrole) AS r ON r.opportunity_id = o.id
WHERE o.created_at IS NOT NULL
GROUP BY 1, 2, 3, 4, 5, 6
"""  # noqa: S608 - names are ours
COUNTS = tuple(
    f"{facts}{part}"
    for facts, parts in (
        ("touches", ("", "_with_campaign", "_with_channel", "_with_account")),
        ("opportunities", ("", "_with_account", "_with_roles", "_with_amount")),
    )
    for part in parts
)
SCOPE = ", ".join(DIMENSIONS)
# People who reached no milestone may be of combinations not yet known.
STATEMENTS = f"""
CREATE TEMPORARY TABLE coverage_seen ON COMMIT DROP AS {TOUCHES} UNION ALL {OPPORTUNITIES};
INSERT INTO {ScopeCombination._meta.db_table} ({SCOPE})
SELECT DISTINCT {SCOPE} FROM coverage_seen ORDER BY {SCOPE} ON CONFLICT DO NOTHING;
INSERT INTO {CoverageMonth._meta.db_table} (run_id, month, scope_id, channel_id, campaign_id, {", ".join(COUNTS)})
SELECT %(run)s, month, s.id, channel_id, campaign_id, {", ".join(f"sum({count})" for count in COUNTS)}
FROM coverage_seen JOIN {ScopeCombination._meta.db_table} s USING ({SCOPE})
GROUP BY month, s.id, channel_id, campaign_id;
DROP TABLE coverage_seen;
"""  # noqa: S608 - names are ours


def keep_coverage(run: CreditRun) -> None:
    """Touches and opportunities by the month they happened in, their scope and what they name.

    Call inside the transaction that publishes the run.
    """
    with connection.cursor() as cursor:
        cursor.execute(STATEMENTS, {"run": run.pk, "zone": organisation().time_zone})
