"""A quarter of three won deals, small enough to say by hand who sourced and influenced what."""

from datetime import UTC, date, datetime
from decimal import Decimal

from attribution import selectors
from attribution.models import CreditRun, Milestone
from organisation.core.calendar import Window
from tests import factories as make

NOW = datetime(2026, 4, 2, 6, tzinfo=UTC)
QUARTER = Window(date(2026, 1, 1), date(2026, 4, 1))
TABLES = ("crm_account", "crm_contact", "campaigns_campaign", "attribution_creditrun", "attribution_factmonth",
          "attribution_scopecombination")  # fmt: skip


def three_won_deals():
    """Three won deals: mail, then fair, then 900; fair alone before 300, found by sales; 100 that nobody touched."""
    mail = make.campaign("Mail", channel=make.channel("Letters"))
    fair = make.campaign("Fair", channel=make.channel("Stands"))
    firm, other = make.account("Firm", segment="Retail"), make.account("Other", segment="Retail")
    ada, bea = make.contact(firm), make.contact(other)
    make.touch(ada, date(2026, 1, 5), mail)
    make.touch(ada, date(2026, 1, 25), fair)
    make.touch(bea, date(2026, 2, 1), fair)
    make.opportunity(firm, "900.00", created=date(2026, 1, 20), closed=date(2026, 2, 10), source_field="Letters")
    make.opportunity(other, "300.00", created=date(2026, 2, 20), closed=date(2026, 3, 10), source_field="The neighbour")
    make.opportunity(
        make.account("Stranger", segment="Health"), "100.00", created=date(2026, 2, 1), closed=date(2026, 3, 1)
    )
    return {"mail": mail, "fair": fair, "ada": ada, "bea": bea}


def sourced(run: CreditRun, milestone: Milestone = Milestone.WON) -> dict[str, tuple[int | None, Decimal | None]]:
    rows = selectors.sourced(run, milestone=milestone, window=QUARTER)
    return {row.rule.value: (row.deals, row.value) for row in rows}
