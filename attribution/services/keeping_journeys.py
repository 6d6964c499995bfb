"""Write what a run saw of journeys, and how complete the facts were."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pyarrow as pa
from django.db import connection

from attribution.engine.outcome import Outcome
from attribution.engine.shapes import Seen, Shape
from attribution.facts.queries import OF_DEAL, OF_PERSON
from attribution.models import CoverageMonth, CreditRun, JourneyMonth, Milestone, ScopeCombination, Unattributed
from attribution.services.copying import cents, copy_rows
from organisation.core.scope import DIMENSIONS
from organisation.selectors import organisation

BATCH = 2000

TOUCHES = """
SELECT {month} AS month, {dimensions}, coalesce(t.channel_id, k.channel_id) AS channel_id, t.campaign_id,
    count(*) AS touches, count(t.campaign_id) AS touches_with_campaign,
    count(coalesce(t.channel_id, k.channel_id)) AS touches_with_channel, count(c.account_id) AS touches_with_account
FROM crm_touchpoint t
JOIN crm_contact c ON c.id = t.contact_id
LEFT JOIN crm_account a ON a.id = c.account_id
LEFT JOIN campaigns_campaign k ON k.id = t.campaign_id
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
"""
OPPORTUNITIES = """
SELECT {month} AS month, {dimensions}, NULL::bigint AS channel_id, NULL::bigint AS campaign_id,
    count(*) AS opportunities, count(o.account_id) AS opportunities_with_account,
    count(r.opportunity_id) AS opportunities_with_roles, count(o.reported) AS opportunities_with_amount
FROM crm_opportunity o
LEFT JOIN crm_account a ON a.id = o.account_id
LEFT JOIN (SELECT DISTINCT opportunity_id FROM crm_contactrole) AS r ON r.opportunity_id = o.id
WHERE o.created_at IS NOT NULL
GROUP BY 1, 2, 3, 4, 5, 6
"""
MONTH = "(extract(year FROM {at} AT TIME ZONE %(zone)s) * 100 + extract(month FROM {at} AT TIME ZONE %(zone)s))::int"


@dataclass(frozen=True, slots=True)
class Covered:
    """What facts are counted by; `scope` has a value for each dimension."""

    month: int
    scope: tuple[str, ...]
    channel: int | None
    campaign: int | None


def keep_journeys(run: CreditRun, milestone: Milestone, seen: Seen) -> None:
    """The shapes and reasons of a milestone; call inside the transaction that publishes the run."""
    copy_rows(JourneyMonth, _rows(seen), run_id=run.pk, milestone=int(milestone))
    Unattributed.objects.bulk_create(
        Unattributed(
            run=run,
            milestone=milestone,
            month=why.month or 0,
            scope_id=why.scope_id,
            reason=why.reason,
            milestones=why.milestones,
            value=cents(why.value),
            unknown_values=why.unknown_values,
        )
        for why in seen.reasons
    )


def keep_coverage(run: CreditRun) -> None:
    """How complete touches and opportunities were, by the month they happened in, their scope and what they name."""
    found: dict[Covered, dict[str, int]] = {}
    zone = organisation().time_zone
    for query, at, dimensions in (
        (TOUCHES, "t.occurred_at", OF_PERSON),
        (OPPORTUNITIES, "o.created_at", OF_DEAL),
    ):
        with connection.cursor() as cursor:
            cursor.execute(query.format(month=MONTH.format(at=at), dimensions=dimensions), {"zone": zone})
            names = [column.name for column in cursor.description or ()]
            for month, *row in cursor.fetchall():
                scope, (channel, campaign, *counts) = tuple(row[: len(DIMENSIONS)]), row[len(DIMENSIONS) :]
                at = Covered(month, scope, channel, campaign)
                found.setdefault(at, {}).update(zip(names[3 + len(DIMENSIONS) :], counts, strict=True))
    known = _combinations({at.scope for at in found})
    CoverageMonth.objects.bulk_create(
        (
            CoverageMonth(
                run=run, month=at.month, scope_id=known[at.scope],
                channel_id=at.channel, campaign_id=at.campaign, **counts,
            )
            for at, counts in found.items()
        ),
        batch_size=BATCH,
    )  # fmt: skip


def _combinations(wanted: Collection[tuple[str, ...]]) -> Mapping[tuple[str, ...], int]:
    """The codes of combinations of dimensions; people who reached no milestone may be of combinations not yet known."""
    rows = [ScopeCombination(**dict(zip(DIMENSIONS, scope, strict=True))) for scope in sorted(wanted)]
    ScopeCombination.objects.bulk_create(rows, ignore_conflicts=True)
    return {tuple(scope): pk for pk, *scope in ScopeCombination.objects.values_list("pk", *DIMENSIONS)}


def extent(outcomes: Mapping[Milestone, Outcome]) -> dict[str, object]:
    """First and last month by milestone, and the values of every dimension: what pages may ask for."""
    totals = {milestone: outcome.totals for milestone, outcome in outcomes.items()}
    reached = {
        milestone.name.lower(): [min(months), max(months)]
        for milestone, rows in totals.items()
        if (months := [total.month for total in rows if total.month])
    }
    used = {total.scope_id for rows in totals.values() for total in rows}
    scopes = ScopeCombination.objects.filter(pk__in=used)
    values = {name: sorted({getattr(scope, name) for scope in scopes} - {""}) for name in DIMENSIONS}
    return {"months": reached, "dimensions": {name: found for name, found in values.items() if found}}


def _rows(seen: Seen) -> pa.Table:
    """The shapes as the table has them."""
    slots = [shape.slot for shape in seen.shapes]
    return pa.table(
        {
            "month": pa.array([slot.month or 0 for slot in slots], pa.int32()),
            "scope_id": pa.array([slot.scope_id for slot in slots], pa.int64()),
            "touched": pa.array([slot.touched for slot in slots], pa.string()),
            "touched_id": pa.array([slot.touched_id for slot in slots], pa.int64()),
            "journeys": pa.array([shape.journeys for shape in seen.shapes], pa.int64()),
            "shape": pa.array([json.dumps(document(shape)) for shape in seen.shapes], pa.string()),
        }
    )


def document(shape: Shape) -> dict[str, object]:
    """The shape as it is stored; JSON has no whole numbers as keys, so that counts are pairs."""
    return {
        "paths": [[path.channels, path.journeys, path.value] for path in shape.paths],
        "touches": sorted(shape.touches.items()),
        "days": sorted(shape.days.items()),
        "first": [[channel, *found] for channel, found in sorted(shape.first.items())],
        "last": [[channel, *found] for channel, found in sorted(shape.last.items())],
    }
