"""manage.py verify walks every milestone by both units, and finds a credit row that was tampered with."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from attribution import services
from attribution.core.models import ADDITIVE
from attribution.models import Convention, Credit, CreditRun, Milestone
from crm.models import Order
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)  # the engine reads through a connection of its own
NOW = datetime(2026, 4, 2, 6, tzinfo=UTC)
SMALLEST = {"value": Decimal("0.01"), "conversions": Decimal("0.000001")}


@pytest.fixture
def runs(settings, tmp_path):
    """One person who becomes a lead, MQL and SQL, whose deal is won and who orders; by people and by accounts."""
    settings.PLACES = type(settings.PLACES)(data=tmp_path)
    stages = {name: datetime(2026, 1, day, tzinfo=UTC) for name, day in (("lead_at", 6), ("mql_at", 8), ("sql_at", 9))}
    ada = make.contact(make.account("Firm"), name="Ada", **stages)
    mail = make.campaign("Mail", channel=make.channel("Letters"))
    for day in (5, 7):
        make.touch(ada, date(2026, 1, day), mail)
    make.opportunity(ada.account, "900.01", created=date(2026, 1, 20), closed=date(2026, 2, 10))
    Order.objects.create(
        source="test", external_id="o", contact=ada, account=ada.account, ordered_at=datetime(2026, 3, 1, tzinfo=UTC),
        currency="EUR", amount=Decimal("70.03"), reported=Decimal("70.03"),
    )  # fmt: skip
    for milestone in Milestone:
        unit = "account" if milestone in (Milestone.OPPORTUNITY, Milestone.WON) else "person"
        Convention(milestone=milestone, unit=unit, both_units=True, lookback_days=90, half_life_days=7).save()
    services.run_credit(now=NOW)
    return list(CreditRun.objects.order_by("pk"))


def said() -> str:
    out = StringIO()
    call_command("verify", stdout=out)
    return out.getvalue()


def test_verify_walks_every_milestone_by_both_units_and_finds_every_tampered_row(runs):
    assert [run.by_other_unit for run in runs] == [False, True]
    kept = Credit.objects.values_list("run__by_other_unit", "milestone", "model").distinct()
    assert set(kept) == {(by, m.value, model.value) for by in (False, True) for m in Milestone for model in ADDITIVE}
    proven = said()
    assert all(f"holds  {model}: credit + unattributed = CRM" in proven for model in ADDITIVE)
    assert "by both units (12 compared)" in proven

    for run in runs:
        rows = [one_row(run, milestone) for milestone in Milestone]
        for row, name in rows:
            Credit.objects.filter(pk=row.pk).update(**{name: getattr(row, name) + SMALLEST[name]})
        out = StringIO()
        with pytest.raises(CommandError, match="1 proof failed"):
            call_command("verify", stdout=out)
        assert "FAILS  linear: credit + unattributed = CRM" in out.getvalue()
        assert all(f"{run}, linear, {milestone.label} 2026" in out.getvalue() for milestone in Milestone)
        for row, name in rows:
            Credit.objects.filter(pk=row.pk).update(**{name: getattr(row, name)})
    assert said() == proven


def one_row(run: CreditRun, milestone: Milestone) -> tuple[Credit, str]:
    """A row of credit, and which of its amounts can be tampered with: stages of people have no money."""
    name = "value" if milestone in (Milestone.OPPORTUNITY, Milestone.WON, Milestone.ORDER) else "conversions"
    return Credit.objects.filter(run=run, milestone=milestone, model="linear").order_by("pk")[0], name
