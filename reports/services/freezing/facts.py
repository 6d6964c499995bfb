"""Read the rows that the headline numbers of a cycle add up, as they are now."""

from decimal import Decimal

from django.db import connection
from django.db.models import Max

from alignment.models import CampaignLink
from alignment.selectors.credit import EVIDENCE_MILESTONE
from attribution import selectors as attribution
from attribution.models import CreditRun, FactMonth, Milestone
from campaigns.models import SpendEntry
from campaigns.selectors import ledger_total
from crm.models import Account, Contact, Opportunity
from kpis.selectors import current_definitions
from okrs.models import Cycle
from organisation.core.calendar import Window, months
from organisation.core.money import shares_to_cents
from organisation.selectors import organisation
from reports.core.bridge import FactRow
from reports.core.kept import Kept, KeptDefinition, KeptFacts, KeptLink, Manifest, Merged
from reports.dashboards.explorer.question import months_of

# A deal counts as attributed when its people were touched in the look-back before it, as attribution/facts cuts it:
# the named contacts of the deal, or without any everybody at its account; merged rows bring their touches along.
DEALS = """
WITH deal AS (
    SELECT o.id, o.reported, coalesce(a.merged_into_id, a.id) AS account,
        floor(extract(epoch FROM {at})) AS ended,
        EXISTS (SELECT FROM crm_contactrole r WHERE r.opportunity_id = o.id) AS named
    FROM crm_opportunity o LEFT JOIN crm_account a ON a.id = o.account_id
    WHERE {of} AND {at} >= %(starts_on)s::timestamp AT TIME ZONE %(zone)s
        AND {at} < %(ends_on)s::timestamp AT TIME ZONE %(zone)s
)
SELECT deal.id, deal.reported, CASE WHEN named THEN EXISTS (
        SELECT FROM crm_contactrole r JOIN crm_contact c ON c.id = r.contact_id OR c.merged_into_id = r.contact_id
        JOIN crm_touchpoint t ON t.contact_id = c.id
        WHERE r.opportunity_id = deal.id AND floor(extract(epoch FROM t.occurred_at)) BETWEEN ended - %(back)s AND ended
    ) ELSE EXISTS (
        SELECT FROM crm_account a JOIN crm_contact c ON c.account_id = a.id
        JOIN crm_touchpoint t ON t.contact_id = c.id
        WHERE (a.id = deal.account OR a.merged_into_id = deal.account)
            AND floor(extract(epoch FROM t.occurred_at)) BETWEEN ended - %(back)s AND ended
    ) END
FROM deal ORDER BY deal.id
"""
CREATED = DEALS.format(at="o.created_at", of="o.created_at IS NOT NULL")
WON = DEALS.format(
    at="(((o.closed_on + 1)::timestamp AT TIME ZONE %(zone)s) - interval '1 second')",
    of="o.outcome = 'won' AND o.closed_on IS NOT NULL",
)


def kept_now(cycle: Cycle, run: CreditRun) -> Kept:
    """Manifests, links, definitions and rows of the cycle as they are at this moment."""
    links = CampaignLink.objects.overlapping(cycle.starts_on, cycle.ends_on)
    names = ("campaign_id", "objective_id", "key_result_id", "share", "role", "since", "until", "evidence")
    months = FactMonth.objects.values_list("relation", "month", "rows", "digest")
    return Kept(
        manifests=tuple(Manifest(*row) for row in months),
        links=tuple(KeptLink(*row) for row in links.order_by("pk").values_list(*names)),
        definitions=tuple(KeptDefinition(row.key, row.version) for row in current_definitions()),
        facts=facts_now(cycle, run),
    )


def costs_now(cycle: Cycle) -> dict[str, list[tuple[int | None, str, int]]]:
    """What channels, themes and campaigns cost in the cycle's months, as JSON can hold it."""
    found = attribution.spent_now(months_of(cycle))
    return {
        by.value: [(group, str(amount), unknown) for group, (amount, unknown) in spent.items()]
        for by, spent in found.items()
    }


def facts_now(cycle: Cycle, run: CreditRun) -> KeptFacts:
    window = Window(cycle.starts_on, cycle.ends_on)
    pipeline = attribution.reconciled(run, milestone=EVIDENCE_MILESTONE, window=window)
    settings = attribution.settings_of_run(run, EVIDENCE_MILESTONE)
    return KeptFacts(
        pipeline=_deals(CREATED, window, lookback=settings.lookback),
        won=_deals(WON, window, lookback=settings.lookback),
        spend=_spend(window),
        last_deal=Opportunity.objects.aggregate(last=Max("pk"))["last"] or 0,
        last_spend=SpendEntry.objects.aggregate(last=Max("pk"))["last"] or 0,
        contacts=_merged(Contact),
        accounts=_merged(Account),
        crm_pipeline=pipeline.crm,
        attributed=pipeline.attributed,
        crm_won=attribution.reconciled(run, milestone=Milestone.WON, window=window).crm,
        ledger=ledger_total(window).spend,
        cut=f"{settings.unit_kind.name.lower()}, {settings.lookback_days:g} days",
    )


def _deals(query: str, window: Window, *, lookback: int) -> tuple[FactRow, ...]:
    """Deals of the months that the window lies in, as credit is kept by month."""
    spans = tuple(months(window))
    told = {"starts_on": spans[0].starts_on, "ends_on": spans[-1].ends_on, "back": lookback}
    with connection.cursor() as cursor:
        cursor.execute(query, {**told, "zone": organisation().time_zone})
        return tuple(FactRow(pk, amount, touched) for pk, amount, touched in cursor.fetchall())


def _spend(window: Window) -> tuple[FactRow, ...]:
    """Entries that touch the window, with the part of them that lies inside."""
    rows = SpendEntry.objects.filter(spent_on__lt=window.ends_on, spent_until__gt=window.starts_on)
    found = rows.order_by("pk").values_list("pk", "reported", "spent_on", "spent_until")
    return tuple(FactRow(pk, _inside(amount, Window(start, until), window)) for pk, amount, start, until in found)


def _inside(amount: Decimal | None, entry: Window, window: Window) -> Decimal | None:
    """The part of an entry inside the window, to the cent as the ledger has it."""
    if amount is None:
        return None
    before = max(0, (window.starts_on - entry.starts_on).days)
    after = max(0, (entry.ends_on - window.ends_on).days)
    return shares_to_cents(amount, [before, entry.days - before - after, after])[1] if before or after else amount


def _merged(kind: type[Contact] | type[Account]) -> tuple[Merged, ...]:
    rows = kind.objects.filter(merged_into__isnull=False).order_by("pk").values_list("pk", "merged_into_id")
    return tuple(Merged(*row) for row in rows)
