"""Data that carry no honest number, case by case: the page and the interface say why and what would help."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from html import unescape

from django.urls import reverse

from attribution.models import Credit, CreditRun, ScopeCombination
from campaigns.models import SpendEntry
from forecasts.core.mix.data import CREDIT_NOTES
from forecasts.services.court import hold_court
from forecasts.services.customers import value_customers
from forecasts.services.launch import fit_launch_curves
from forecasts.services.mix import fit
from forecasts.services.outlook import forecast_all
from kpis.core.words import Unit
from kpis.models import ExternalValue
from kpis.services import Draft, define_kpi
from tests import factories as make
from tests.forecasts.test_mix_pages import MONDAY, NOW, fill
from tests.forecasts.test_moves import asked, curved
from tests.forecasts.test_outlooks import said

WEEKS = 56
QUARTER = date(2026, 4, 1), date(2026, 7, 1)
MONEY_BACK = MONDAY - timedelta(days=28)
Rows = list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Case:
    """Where it is told, in which words, and which fields of the interface have to be empty."""

    of: str
    page: str
    api: str
    why: str
    helps: str
    empty: tuple[str, ...]


def values(name: str, weeks: range, value: float) -> None:
    """One imported value for each of the weeks before today that the range counts back."""
    ExternalValue.objects.bulk_create(
        ExternalValue(
            source="test", external_id=f"{name}-{back}", name=name, value=Decimal(str(value + back % 3)),
            measured_on=MONDAY - timedelta(days=7 * back), measured_until=MONDAY - timedelta(days=7 * (back - 1)),
        )
        for back in weeks
    )  # fmt: skip


def outlooks() -> dict[str, int]:
    aim = make.objective(make.cycle(*QUARTER))
    rows = {
        "few": make.key_result(aim, "Demos", measure="flow", target=20),
        "zeros": make.key_result(aim, "Referrals", measure="flow", target=20),
        "gaps": make.key_result(aim, "Awareness", measure="level", target=40),
    }
    said(rows["few"], date(2026, 5, 18), [1, 2, 3])
    said(rows["zeros"], date(2026, 4, 7), [0] * 9)
    said(rows["gaps"], date(2026, 1, 5), [30, 31, 30, 32, 31])
    said(rows["gaps"], date(2026, 4, 20), [33, 34, 33, 35, 36, 34, 35])
    forecast_all(now=NOW, locked_model="linear")
    return {name: row.pk for name, row in rows.items()}


def one_campaign() -> None:
    """One campaign that ended long ago with spend and credit; everything else still runs."""
    fair = make.campaign("Fair", channel=make.channel("Events"), starts_on=date(2025, 1, 1), ends_on=date(2025, 2, 1))
    make.spend(fair, date(2025, 1, 20), "900.00")
    moments = dict.fromkeys(("started_at", "finished_at", "published_at"), NOW)
    run = CreditRun.objects.create(settings={}, inputs_digest="0" * 64, **moments)
    Credit.objects.create(
        run=run, model="linear", milestone=4, month=202502, campaign_id=fair.pk, is_unattributed=False,
        scope=ScopeCombination.objects.create(), conversions=2, value="8000.00",
    )  # fmt: skip
    fit_launch_curves(run, now=NOW, model="linear")


def mixes() -> None:
    """A channel that never rests, two that move together; sales with a hole; a credit note comes later."""
    _, (always, video, _) = fill(weeks=WEEKS, names=("Brochures", "Video", "Radio"))
    radio = make.channel("Radio").campaigns.get()
    SpendEntry.objects.filter(campaign=always).update(amount=900, reported=900)
    twins = {row.spent_on: row.amount for row in SpendEntry.objects.filter(campaign=video)}
    rows = list(SpendEntry.objects.filter(campaign=radio))
    for row in rows:
        row.amount = row.reported = 2 * twins[row.spent_on]
    SpendEntry.objects.bulk_update(rows, ["amount", "reported"])
    define_kpi(Draft(key="shop_sales", name="Shop sales", text="From the till.", unit=Unit.MONEY), now=NOW, by=None)
    values("shop_sales", range(1, 21), 1000)
    values("shop_sales", range(22, WEEKS), 1000)
    fit("shop_sales", now=NOW)
    fit("revenue", now=NOW)


def cases(rows: dict[str, int], plan: int) -> list[Case]:
    band = ("low", "median", "high", "chance")
    outlook = [
        Case(name, reverse("forecasts:key_result", args=[rows[key]]), f"outlooks/?key_result={rows[key]}", why, helps,
             band)
        for key, name, why, helps in (
            ("few", "too few points", "The series has 2 known points; a forecast needs at least 5.", "Record 3 more"),
            ("zeros", "all zeros", "are zero, so nothing says how large a first value would be.", "Check that the"),
            ("gaps", "missing weeks", "of the points between the first and the last are missing.", "Fill the gaps"),
        )
    ]  # fmt: skip
    mix, test = reverse("forecasts:mix"), ("lag", "low", "effect", "high", "gain")
    returns = ("roas_low", "roas", "roas_high", "share", "next_euro")
    return [
        *outlook,
        Case("one campaign", reverse("forecasts:launch"), "launch/?channel=Events&spend=900",
             "Only 1 closed campaign is usable", "Close and settle past campaigns", ("outcomes", "returns")),
        Case("a channel never switched off", f"{mix}?outcome=revenue", "mix/?outcome=revenue",
             "It was never switched off and hardly varied", "pause it in some weeks or regions", returns),
        Case("collinear spend", f"{mix}?outcome=revenue", "mix/?outcome=revenue", "Its spend moves with Radio's",
             "vary one without the other", returns),
        Case("missing weeks of an outcome", f"{mix}?outcome=shop_sales", "mix/?outcome=shop_sales",
             "only the 20 weeks after it follow each other without a gap", "Import the missing weeks", returns),
        Case("a goal that cannot be met", reverse("forecasts:budget_plan", args=[plan]), f"plans/{plan}/",
             "is below the", "Raise the budget", ("answer", "cards")),
        Case("too few customers", reverse("forecasts:customers"), "customers/", "There are 0 customers",
             "300 customers", ("groups", "survival")),
        Case("too few weeks of a claim", reverse("forecasts:court"), "court/?kpi=nps",
             "Too early to tell: 0 joint points", "26 are needed for a hint", test),
        Case("a claim of a KPI that rests", reverse("forecasts:court"), "court/?kpi=pipeline",
             "has the same value in 5", "it has to move to be judged", test),
    ]  # fmt: skip


def numbers(told: object, names: tuple[str, ...]) -> list[object]:
    """Every value under one of the names, at any depth, that is neither null nor empty."""
    if isinstance(told, list):
        return [found for one in told for found in numbers(one, names)]
    if not isinstance(told, dict):
        return []
    here = [value for name, value in told.items() if name in names and value not in (None, [], {}, "")]
    return here + [found for value in told.values() for found in numbers(value, names)]


def test_every_page_and_the_interface_say_why_there_is_no_number_and_what_would_help(db, client):
    client.force_login(make.user())
    rows = outlooks()
    mixes()
    one_campaign()
    value_customers(now=NOW)
    hold_court(now=NOW)
    plan = asked(curved("pipeline"), budget="10.00")

    def told(address: str) -> str:
        return unescape(client.get(address).content.decode())

    for case in cases(rows, plan.pk):
        page, answer = told(case.page), client.get(f"/api/v1/forecasts/{case.api}")

        assert case.why in page, case.of
        assert case.helps in page, case.of
        assert case.why in str(answer.json()), case.of
        assert case.helps in str(answer.json()), case.of
        assert numbers(answer.json(), case.empty) == [], case.of
    assert "Not told apart" in told(f"{reverse('forecasts:mix')}?outcome=revenue")
    for back, why in (
        ("-30000.00", f"Spend of Video is negative in 1 week, first in that of {MONEY_BACK}."),
        ("-900000.00", "Spend of Video adds up to less than nothing in these weeks."),
    ):
        make.spend(make.channel("Video").campaigns.get(), MONEY_BACK, back)
        fit("revenue", now=datetime(2026, 6, 10, 10, tzinfo=UTC))
        assert f"{why}</b> {CREDIT_NOTES}" in told(f"{reverse('forecasts:mix')}?outcome=revenue")
        (newest, *_) = client.get("/api/v1/forecasts/mix/?outcome=revenue").json()["results"]
        assert (newest["reason"], newest["needs"], newest["channels"]) == (why, CREDIT_NOTES, [])
