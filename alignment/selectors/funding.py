"""Which campaigns serve an objective or a key result, and with how much money."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import OuterRef, Q, Subquery, Sum

from alignment.models import CampaignLink
from campaigns.models import BudgetEntry
from campaigns.selectors import amount_by_campaign
from okrs.models import Cycle
from organisation.core.calendar import Window


@dataclass(frozen=True, slots=True)
class Funding:
    """One link with the campaign's money of the cycle times its share; None where no amount is known."""

    link: CampaignLink
    planned: Decimal | None
    spent: Decimal | None


@dataclass(frozen=True, slots=True)
class Funded:
    """What serves one objective or key result; sums are None while no link has an amount."""

    rows: Sequence[Funding]

    @property
    def planned(self) -> Decimal | None:
        return _sum(row.planned for row in self.rows)

    @property
    def spent(self) -> Decimal | None:
        return _sum(row.spent for row in self.rows)


NOBODY = Funded(())


def funding(
    cycle: Cycle, *, today: date, objective: int | None = None, key_result: int | None = None
) -> Mapping[str, Funded]:
    """By "o12" for an objective with its key results, by "k34" for a key result; the most money first.

    Links are those in force today, or on the cycle's nearest day. `objective` or `key_result` narrow to one of them.
    """
    window = Window(cycle.starts_on, cycle.ends_on)
    on = min(max(today, cycle.starts_on), cycle.ends_on - timedelta(days=1))
    wanted = Q(objective__cycle=cycle) | Q(key_result__objective__cycle=cycle)
    if objective is not None:
        wanted = Q(objective=objective) | Q(key_result__objective=objective)
    if key_result is not None:
        wanted = Q(key_result=key_result)
    links = list(
        CampaignLink.objects.open_on(on)
        .filter(wanted)
        .select_related("campaign__channel", "objective", "key_result")
        .annotate(planned=_planned(window))
        .order_by("pk")
    )
    rows = _with_money(links, window) if links else []
    found: dict[str, list[Funding]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: (-max(one.spent or 0, one.planned or 0), one.link.campaign.name)):
        if row.link.key_result:
            found[f"k{row.link.key_result_id}"].append(row)
        found[f"o{row.link.objective_id or row.link.key_result.objective_id}"].append(row)
    return {key: Funded(inside) for key, inside in found.items()}


def _planned(window: Window) -> Subquery:
    """The campaign's plan of the window, beside its link."""
    plan = BudgetEntry.objects.filter(
        layer=BudgetEntry.Layer.PLAN,
        month__gte=window.starts_on.replace(day=1),
        month__lt=window.ends_on,
        campaign=OuterRef("campaign"),
    )
    return Subquery(plan.order_by().values("campaign").annotate(amount=Sum("reported")).values("amount"))


def _with_money(links: Sequence[CampaignLink], window: Window) -> list[Funding]:
    spent = amount_by_campaign(window)
    return [
        Funding(link, _part(link.planned, link.share), _part(spent.get(link.campaign_id), link.share)) for link in links
    ]


def _part(amount: Decimal | None, share: Decimal) -> Decimal | None:
    return None if amount is None else (amount * share).quantize(Decimal("0.01"))


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal("0.00")) if known else None
