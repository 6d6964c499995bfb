"""Proofs that the stored numbers hold together; each names what it compared and where it fails."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.db.models import F, Sum

from alignment.core.receipt import recompute
from alignment.models import CampaignLink, ScoreRun
from attribution.models import Credit, CreditRun, CreditTotal, Milestone
from imports.models import Batch

MILLIONTH = Decimal("0.000001")

# What the CRM has, straight from its tables: no relation, no cache, no engine.
PEOPLE = "SELECT count({}), 0 FROM crm_contact WHERE merged_into_id IS NULL"
CRM = {
    Milestone.LEAD: PEOPLE.format("lead_at"),
    Milestone.MQL: PEOPLE.format("mql_at"),
    Milestone.SQL: PEOPLE.format("sql_at"),
    Milestone.OPPORTUNITY: "SELECT count(*), coalesce(sum(reported), 0) FROM crm_opportunity "
    "WHERE created_at IS NOT NULL",
    Milestone.WON: "SELECT count(*), coalesce(sum(reported), 0) FROM crm_opportunity WHERE outcome = 'won' "
    "AND closed_on IS NOT NULL",
    Milestone.ORDER: "SELECT count(*), coalesce(sum(reported), 0) FROM crm_order WHERE NOT is_refund",
}


@dataclass(frozen=True, slots=True)
class Proof:
    """One statement about the stored numbers: how many things were compared, and those that do not hold."""

    statement: str
    compared: int
    failures: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.failures


def proofs() -> Iterator[Proof]:
    """Every proof, one after the other."""
    yield _imports()
    yield from _credit()
    yield _one_run()
    yield _shares()
    yield _receipts()


def _imports() -> Proof:
    parts = F("accepted") + F("updated") + F("unchanged") + F("skipped") + F("rejected")
    lost = Batch.objects.exclude(read=parts)
    return Proof(
        "Every import: rows read = accepted + updated + unchanged + skipped + rejected",
        Batch.objects.count(),
        tuple(f"{batch}: {batch.read} rows were read" for batch in lost),
    )


def _credit() -> Iterator[Proof]:
    newest = CreditRun.objects.published().first()
    if newest is None:
        yield Proof("Credit: nothing has been computed yet", 0)
        return
    compared: Counter[str] = Counter()
    wrong: dict[str, list[str]] = {}
    for run in CreditRun.objects.filter(published_at__isnull=False).order_by("pk"):
        for model, slices, failures in _within(run):
            compared[model] += slices
            wrong.setdefault(model, []).extend(failures)
    for model, failures in sorted(wrong.items()):
        yield Proof(
            f"{model}: credit + unattributed = CRM in every month and scope of every run, to the cent",
            compared[model],
            tuple(failures),
        )
    beside = CreditRun.objects.filter(published_at__isnull=False, by_other_unit=True).order_by("-pk").first()
    yield _against_the_crm([newest, *([beside] if beside else [])])


def _within(run: CreditRun) -> Iterator[tuple[str, int, list[str]]]:
    """Of every model of one run, how many slices were compared and those that do not add up to the run's totals."""
    slices = ("milestone", "month", "scope_id")
    sums: dict[str, dict[tuple[int, ...], tuple[Decimal, Decimal]]] = {}
    rows = Credit.objects.filter(run=run).values_list("model", *slices).annotate(n=Sum("conversions"), v=Sum("value"))
    for model, *key, count, value in rows.order_by():
        sums.setdefault(model, {})[tuple(key)] = (count, value)
    totals = {(t.milestone, t.month, t.scope_id): t for t in CreditTotal.objects.filter(run=run)}
    for model, found in sums.items():
        wrong = [
            f"{run}, {model}, {Milestone(key[0]).label} {key[1]}: {found.get(key)} against "
            f"{total.conversions}, {total.value}"
            for key, total in totals.items()
            if found.get(key) != (total.conversions.quantize(MILLIONTH), total.value)
        ]
        wrong += [
            f"{run}, {model}: credit in {key[1]}, where the CRM has nothing" for key in found.keys() - totals.keys()
        ]
        yield model, len(totals), wrong


def _against_the_crm(runs: Sequence[CreditRun]) -> Proof:
    """The newest totals by both units against the CRM's tables. They may part only when facts changed after the run.

    The other unit has the milestones alone for which it is asked for.
    """
    pairs = [(run, milestone) for run in runs for milestone in CRM if not run.by_other_unit or _has(run, milestone)]
    wrong = tuple(said for run, milestone in pairs if (said := _difference(run, milestone)))
    return Proof("The newest run's totals = the CRM's own tables, to the cent, by both units", len(pairs), wrong)


def _has(run: CreditRun, milestone: Milestone) -> bool:
    return milestone.name.lower() in run.settings


def _difference(run: CreditRun, milestone: Milestone) -> str:
    with connection.cursor() as cursor:
        cursor.execute(CRM[milestone])
        count, value = cursor.fetchone()
    found = CreditTotal.objects.filter(run=run, milestone=milestone).aggregate(n=Sum("conversions"), v=Sum("value"))
    if (found["n"] or 0, found["v"] or 0) == (count, value):
        return ""
    return (
        f"{run}, {milestone.label}: the run has {found['n'] or 0} of {found['v'] or 0}, the CRM {count} of {value}; "
        "if facts were imported since, recompute"
    )


def _one_run() -> Proof:
    unfinished = CreditRun.objects.filter(published_at__isnull=False, finished_at__isnull=True)
    return Proof("Only finished runs are published", CreditRun.objects.count(), tuple(map(str, unfinished)))


def _shares() -> Proof:
    query = """
        SELECT DISTINCT a.campaign_id FROM alignment_campaignlink a JOIN alignment_campaignlink b
          ON b.campaign_id = a.campaign_id AND b.since <= a.since AND (b.until IS NULL OR b.until > a.since)
        GROUP BY a.campaign_id, a.id HAVING sum(b.share) > 1
    """
    with connection.cursor() as cursor:
        cursor.execute(query)
        wrong = tuple(f"campaign {pk}" for (pk,) in cursor.fetchall())
    return Proof("No campaign gives away more than 100 % on any day", CampaignLink.objects.count(), wrong)


def _receipts() -> Proof:
    newest = ScoreRun.objects.filter(published_at__isnull=False).order_by("cycle_id", "-published_at", "-pk")
    runs = list(newest.distinct("cycle_id"))
    wrong = tuple(f"{run}: {difference}" for run in runs for difference in recompute(run.receipt)[:3])
    return Proof("Every score recomputes from its receipt to the same digits", len(runs), wrong)
