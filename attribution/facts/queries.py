"""What each relation is, as one query on Sightline's own tables.

Units, subjects and conversions of different kinds share one number range each: the row's id times eight plus a code.
`{zone}` is the organisation's time zone, quoted.
"""

from collections.abc import Sequence
from datetime import date, timedelta

PERSON, ACCOUNT, PARTY, ALONE = 0, 1, 2, 3
"""Kinds of unit: a person; an account; the named contacts of one opportunity; a deal of nobody known."""

MONTH = "(extract(year FROM {at} AT TIME ZONE {zone}) * 100 + extract(month FROM {at} AT TIME ZONE {zone}))::int"
SECOND = "floor(extract(epoch FROM {at}))::bigint"

# Dimensions of a deal or order: its own, or else its account's; a deal's kind says whether the business is new.
DIMENSIONS = """
coalesce(nullif({row}.segment, ''), {account}.segment, '') AS segment,
coalesce(nullif({row}.region, ''), {account}.region, '') AS region,
coalesce(nullif({row}.product, ''), {account}.product, '') AS product,
coalesce(nullif({row}.business_unit, ''), {account}.business_unit, '') AS business_unit,
coalesce(nullif({row}.business, ''), {kind}, {account}.business, '') AS business
"""
OF_DEAL = DIMENSIONS.format(
    row="o", account="a", kind="CASE o.kind WHEN 'new' THEN 'new' WHEN '' THEN NULL ELSE 'existing' END"
)
OF_ORDER = DIMENSIONS.format(row="o", account="a", kind="NULL")
OF_PERSON = """
coalesce(a.segment, '') AS segment, coalesce(a.region, '') AS region, coalesce(a.product, '') AS product,
coalesce(a.business_unit, '') AS business_unit, coalesce(a.business, '') AS business
"""

PEOPLE = """
SELECT c.id, coalesce(c.merged_into_id, c.id) AS survivor, coalesce(a.merged_into_id, a.id) AS account_id
FROM crm_contact c LEFT JOIN crm_account a ON a.id = c.account_id
"""

MILESTONES = f"""
WITH roles AS (SELECT DISTINCT opportunity_id FROM crm_contactrole),
named AS (
    SELECT DISTINCT ON (r.opportunity_id) r.opportunity_id, coalesce(c.merged_into_id, c.id) AS person_id
    FROM crm_contactrole r JOIN crm_contact c ON c.id = r.contact_id
    ORDER BY r.opportunity_id, r.is_primary DESC, r.id
),
deals AS (
    SELECT o.id, o.created_at, o.closed_on, o.outcome, o.reported, o.batch_id,
        CASE WHEN r.opportunity_id IS NOT NULL THEN o.id * 8 + {PARTY}
             WHEN a.id IS NOT NULL THEN coalesce(a.merged_into_id, a.id) * 8 + {ACCOUNT}
             ELSE o.id * 8 + {ALONE} END AS unit_id,
        coalesce(coalesce(a.merged_into_id, a.id) * 8 + {ACCOUNT}, o.id * 8 + {ALONE}) AS cluster_id,
        coalesce(n.person_id * 8 + {PERSON}, o.id * 8 + {ALONE}) AS other_unit_id,
        {OF_DEAL}
    FROM crm_opportunity o
    LEFT JOIN named n ON n.opportunity_id = o.id
    LEFT JOIN crm_account a ON a.id = o.account_id
    LEFT JOIN roles r ON r.opportunity_id = o.id
),
stages AS (
    SELECT c.id, stage.code, stage.at, c.batch_id, coalesce(a.merged_into_id, a.id) AS account_id, {OF_PERSON}
    FROM crm_contact c
    LEFT JOIN crm_account a ON a.id = c.account_id
    CROSS JOIN LATERAL (VALUES (1, c.lead_at), (2, c.mql_at), (3, c.sql_at)) AS stage (code, at)
    WHERE c.merged_into_id IS NULL AND stage.at IS NOT NULL
)
SELECT id * 8 + code AS conversion_id, code::smallint AS milestone, id * 8 + {PERSON} AS unit_id,
    id * 8 + {PERSON} AS cluster_id, id * 8 + {PERSON} AS subject_id, at, 0::numeric AS value, batch_id,
    coalesce(account_id * 8 + {ACCOUNT}, id * 8 + {PERSON}) AS other_unit_id,
    segment, region, product, business_unit, business
FROM stages
UNION ALL
SELECT id * 8 + 4, 4, unit_id, cluster_id, id * 8 + {PARTY}, created_at, reported, batch_id, other_unit_id,
    segment, region, product, business_unit, business
FROM deals WHERE created_at IS NOT NULL
UNION ALL
-- A deal is won on a day; touches of that whole day may have led to it.
SELECT id * 8 + 5, 5, unit_id, cluster_id, id * 8 + {PARTY},
    ((closed_on + 1)::timestamp AT TIME ZONE {{zone}}) - interval '1 second', reported, batch_id, other_unit_id,
    segment, region, product, business_unit, business
FROM deals WHERE outcome = 'won' AND closed_on IS NOT NULL
UNION ALL
SELECT o.id * 8 + 6, 6,
    coalesce(coalesce(c.merged_into_id, c.id) * 8 + {PERSON}, coalesce(a.merged_into_id, a.id) * 8 + {ACCOUNT},
        o.id * 8 + 4 + {ALONE}),
    coalesce(coalesce(c.merged_into_id, c.id) * 8 + {PERSON}, coalesce(a.merged_into_id, a.id) * 8 + {ACCOUNT},
        o.id * 8 + 4 + {ALONE}),
    o.id * 8 + 4 + {ALONE}, o.ordered_at, o.reported, o.batch_id,
    coalesce(coalesce(a.merged_into_id, a.id, f.merged_into_id, f.id) * 8 + {ACCOUNT},
        coalesce(c.merged_into_id, c.id) * 8 + {PERSON}, o.id * 8 + 4 + {ALONE}), {OF_ORDER}
FROM crm_order o LEFT JOIN crm_contact c ON c.id = o.contact_id LEFT JOIN crm_account a ON a.id = o.account_id
LEFT JOIN crm_account f ON f.id = c.account_id
WHERE NOT o.is_refund
"""

TOUCH = f"""
WITH people AS ({PEOPLE})
SELECT t.id AS touch_id, unit.id AS unit_id, unit.kind::smallint AS unit_kind,
    {SECOND.format(at="t.occurred_at")} AS occurred_at, 0::smallint AS source_rank,
    coalesce(t.channel_id, k.channel_id)::int AS channel_id, t.campaign_id, t.asset_id,
    {MONTH.format(at="t.occurred_at", zone="{zone}")} AS of_month, t.batch_id AS of_batch
FROM crm_touchpoint t
JOIN people p ON p.id = t.contact_id
LEFT JOIN campaigns_campaign k ON k.id = t.campaign_id
CROSS JOIN LATERAL (
    SELECT p.survivor * 8 + {PERSON} AS id, {PERSON} AS kind
    UNION ALL SELECT p.account_id * 8 + {ACCOUNT}, {ACCOUNT} WHERE p.account_id IS NOT NULL
    UNION ALL SELECT DISTINCT r.opportunity_id * 8 + {PARTY}, {PARTY}
        FROM crm_contactrole r WHERE r.contact_id IN (p.id, p.survivor)
) AS unit
WHERE {{within}}
ORDER BY of_month, unit_id, occurred_at, touch_id
"""

CONVERSION = f"""
SELECT m.conversion_id, m.milestone::smallint AS milestone, m.unit_id, m.cluster_id, m.subject_id,
    {SECOND.format(at="m.at")} AS occurred_at, m.value::double precision AS value,
    {MONTH.format(at="m.at", zone="{zone}")} AS month, s.id::int AS scope_id, m.other_unit_id,
    {MONTH.format(at="m.at", zone="{zone}")} AS of_month, m.batch_id AS of_batch
FROM ({MILESTONES}) AS m
JOIN attribution_scopecombination s USING (segment, region, product, business_unit, business)
WHERE {{within}}
ORDER BY of_month, m.conversion_id
"""

STAGE_EVENT = f"""
WITH people AS ({PEOPLE}), entered AS (
    SELECT o.id * 8 + {PARTY} AS subject_id, 1 AS stage, min(c.lead_at) AS at
    FROM crm_opportunity o
    JOIN crm_contactrole r ON r.opportunity_id = o.id JOIN crm_contact c ON c.id = r.contact_id GROUP BY o.id
    UNION ALL
    SELECT o.id * 8 + {PARTY}, 1, min(c.lead_at)
    FROM crm_opportunity o JOIN people p ON p.account_id = o.account_id JOIN crm_contact c ON c.id = p.id
    WHERE NOT EXISTS (SELECT FROM crm_contactrole r WHERE r.opportunity_id = o.id) GROUP BY o.id
    UNION ALL SELECT o.id * 8 + {PARTY}, 4, o.created_at FROM crm_opportunity o
    UNION ALL SELECT c.id * 8 + {PERSON}, 1, c.lead_at FROM crm_contact c WHERE c.merged_into_id IS NULL
)
SELECT subject_id, stage::smallint AS stage, {SECOND.format(at="at")} AS occurred_at,
    {MONTH.format(at="at", zone="{zone}")} AS of_month, NULL::bigint AS of_batch
FROM entered WHERE at IS NOT NULL AND {{within}} ORDER BY of_month, subject_id, stage
"""

SPEND_DAY = """
SELECT (day - date '1970-01-01')::int AS day,
    (extract(year FROM day) * 100 + extract(month FROM day))::int AS month,
    e.campaign_id, k.channel_id::int AS channel_id,
    (e.reported / (e.spent_until - e.spent_on))::double precision AS amount,
    (extract(year FROM day) * 100 + extract(month FROM day))::int AS of_month, e.batch_id AS of_batch
FROM campaigns_spendentry e
JOIN campaigns_campaign k ON k.id = e.campaign_id
CROSS JOIN LATERAL (
    SELECT e.spent_on + step AS day FROM generate_series(0, e.spent_until - e.spent_on - 1) AS step
) AS days
WHERE {within}
ORDER BY of_month, day, e.campaign_id, e.id
"""

NEW_COMBINATIONS = f"""
INSERT INTO attribution_scopecombination (segment, region, product, business_unit, business)
SELECT DISTINCT segment, region, product, business_unit, business FROM ({MILESTONES}) AS m
ON CONFLICT DO NOTHING
"""

# Each relation's query, and the local time that its months are cut by.
RELATIONS = {"touch": TOUCH, "conversion": CONVERSION, "stage_event": STAGE_EVENT, "spend_day": SPEND_DAY}
CUT_BY = {"touch": "t.occurred_at", "conversion": "m.at", "stage_event": "at", "spend_day": "day"}
# Half-open, in terms of the column itself, so that its index is used.
OF_MONTH = "({column} >= timestamp '{first}' {at_zone} AND {column} < timestamp '{after}' {at_zone})"


def within(relation: str, months: Sequence[int]) -> str:
    """The condition that a row lies in one of the months, such as 202611."""
    at_zone = "" if relation == "spend_day" else "AT TIME ZONE {zone}"
    parts = []
    for month in months:
        first = date(month // 100, month % 100, 1)
        after = (first + timedelta(days=32)).replace(day=1)
        parts.append(OF_MONTH.format(column=CUT_BY[relation], first=first, after=after, at_zone=at_zone))
    return "(" + " OR ".join(parts) + ")"
