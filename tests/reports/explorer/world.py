"""A quarter small enough to check by hand: two campaigns, two channels, four deals."""

from datetime import UTC, date, datetime

from attribution import services
from attribution.models import Convention, Milestone
from crm.models import ContactRole
from tests import factories as make

TABLES = ("crm_account", "crm_contact", "campaigns_campaign", "campaigns_theme", "okrs_cycle", "attribution_creditrun",
          "attribution_factmonth", "attribution_scopecombination", "attribution_convention")  # fmt: skip
NOW = datetime(2026, 4, 2, 6, tzinfo=UTC)
WON = {"milestone": "won", "window": "all"}
PAGES = (
    "explorer", "explorer_models", "explorer_months", "explorer_journeys", "explorer_readings", "explorer_coverage",
)  # fmt: skip


def explorer_world():
    """Firm: mail, then the fair, then a deal of 900 won in February. Other: the fair, then 300 won in March.

    Two deals in March have no touch: one of 100, one whose amount nobody knows. Mail cost 200, the fair 400.
    """
    quarter = make.cycle(date(2026, 1, 1), date(2026, 4, 1), name="Q1")
    theme = make.theme("Trust")
    mail = make.campaign("Mail", channel=make.channel("Letters"), theme=theme)
    fair = make.campaign("Fair", channel=make.channel("Stands"))
    make.spend(mail, date(2026, 1, 3), "200.00")
    make.spend(fair, date(2026, 2, 3), "400.00")
    firm, other = make.account("Firm", segment="Retail"), make.account("Other", segment="Retail")
    ada, bea = (
        make.contact(firm, name="Ada", lead_at=datetime(2026, 1, 10, tzinfo=UTC)),
        make.contact(other, name="Bea"),
    )
    make.touch(ada, date(2026, 1, 5), mail)
    make.touch(ada, date(2026, 2, 1), fair)
    make.touch(bea, date(2026, 2, 1), fair)
    deal = make.opportunity(firm, "900.00", name="Big deal", created=date(2026, 1, 20), closed=date(2026, 2, 10))
    small = make.opportunity(other, "300.00", name="Small", created=date(2026, 2, 20), closed=date(2026, 3, 10))
    ContactRole.objects.create(opportunity=small, contact=bea, source="test", external_id="r1")
    make.opportunity(make.account("Stranger", segment="Health"), "100.00", closed=date(2026, 3, 1))
    make.opportunity(make.account("Silent", segment="Health"), None, closed=date(2026, 3, 2))
    won = Convention(milestone=Milestone.WON, unit="account", both_units=True, lookback_days=365, half_life_days=30)
    won.save()
    run = services.run_credit(now=NOW)
    return {"quarter": quarter, "mail": mail, "fair": fair, "deal": deal, "small": small, "run": run, "theme": theme}


def text_of(response, status=200):
    """What a page says, with plain spaces in its numbers."""
    assert response.status_code == status
    text = response.content.decode()
    assert "<c-" not in text
    assert " style=" not in text
    return text.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")
