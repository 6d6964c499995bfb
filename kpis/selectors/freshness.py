"""The newest day that the facts of each kind speak of; one query. It reads whole tables: for workers and commands."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import connection

from kpis.core.formula import Formula, parse
from kpis.core.freshness import facts_of
from kpis.core.measures import MEASURES
from kpis.models import Definition
from kpis.selectors.values import base_of, own_measure

NEWEST = """
SELECT facts, max(least(until, %(on)s)) FROM (
    SELECT 'people' AS facts, d.day AS since, d.day AS until FROM crm_contact c
        CROSS JOIN LATERAL (VALUES (c.lead_at::date), (c.mql_at::date), (c.sal_at::date), (c.sql_at::date)) AS d(day)
    UNION ALL SELECT 'people', occurred_at::date, occurred_at::date FROM crm_salesactivity
    UNION ALL SELECT 'deals', d.day, d.day FROM crm_opportunity o
        CROSS JOIN LATERAL (VALUES (o.created_at::date), (o.closed_on)) AS d(day)
    UNION ALL SELECT 'deals', entered_at::date, entered_at::date FROM crm_stageevent
    UNION ALL SELECT 'spend', spent_on, spent_until - 1 FROM campaigns_spendentry
    UNION ALL SELECT 'orders', ordered_at::date, ordered_at::date FROM crm_order
    UNION ALL SELECT 'touches', occurred_at::date, occurred_at::date FROM crm_touchpoint
    UNION ALL SELECT 'targets', month, (month + interval '1 month')::date - 1 FROM okrs_salestarget
    UNION ALL SELECT 'surveys:' || measure, taken_on, taken_on FROM crm_surveyreading
    UNION ALL SELECT 'external:' || name, measured_on, measured_until - 1 FROM kpis_externalvalue
) days WHERE since <= %(on)s GROUP BY facts
"""


def newest_facts(on: date) -> Mapping[str, date]:
    """By the name of the facts (`kpis.core.freshness.facts_of`), the newest day up to `on` that they speak of."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, {"on": on})
        return dict(cursor.fetchall())


def facts_behind(definitions: Iterable[Definition]) -> Mapping[str, frozenset[str]]:
    """By KPI, the names of the facts it rests on, through all KPIs it needs. All KPIs in force have to be given."""
    rows = {row.key: row for row in definitions}
    known = {*MEASURES, *rows}
    formulas: dict[str, Formula] = {key: parse(row.formula, known=known) for key, row in rows.items() if row.formula}
    return {
        key: frozenset(facts_of(MEASURES.get(base) or own_measure(rows[base])) for base in base_of(key, formulas))
        for key in rows
    }


def oldest_link(facts: Iterable[str], newest: Mapping[str, date]) -> date | None:
    """Up to which day all facts of a KPI speak: the oldest of their newest days; None where one is missing."""
    days = [newest.get(name) for name in facts]
    return None if not days or None in days else min(day for day in days if day is not None)
