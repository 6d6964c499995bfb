"""A chapter of definitions: the words of related pages, and the rows their numbers count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rows:
    """A page that lists single rows: its words, its name among the addresses, and what the address needs."""

    label: str
    name: str
    arguments: tuple[str, ...] = ()
    action: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """`terms`: what each word above a number means. `rows`: where the numbers come from."""

    key: str
    title: str
    terms: Mapping[str, str]
    rows: Sequence[Rows]


DEALS = Rows("Opportunities created", "kpis:facts", ("pipeline", "pipeline_created"))
WINS = Rows("Opportunities won", "kpis:facts", ("revenue", "won_revenue"))
LEADS = Rows("New leads", "kpis:facts", ("new_leads_count", "new_leads"))
SPENT = Rows("Entries of the spend ledger", "kpis:facts", ("cac", "spend"))
CREDITED = Rows("Opportunities with credit", "kpis:facts", ("attributed_revenue", "attributed_revenue_credit"))
CAMPAIGNS = Rows("Campaigns with their budget and spend", "plan")
CHECKED_IN = Rows("Key results with their check-ins", "okrs:tree")
KPIS = Rows("KPIs, each with the rows it counts", "kpis:index")
JOURNEYS = Rows("Opportunities with their touches", "opportunities", action="attribution.opportunities")
IMPORTED = Rows("Imports", "imports:index", action="imports.view")
