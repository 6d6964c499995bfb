"""Controls of a media mix: which may be chosen, how their weeks are read, and what a fit says of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pytest
from django.urls import reverse

from forecasts.core.errors import CannotForecast
from forecasts.core.mix.calendar import holidays
from forecasts.core.mix.data import refuse_unusable
from forecasts.core.mix.fit import fit_mix
from forecasts.core.mix.gates import check_gates
from forecasts.models import MixControls, MixFit
from forecasts.selectors.controls import choices
from forecasts.selectors.media import media
from forecasts.selectors.outcomes import mix_outcome
from forecasts.services.controls import choose_controls
from forecasts.services.mix import fit
from jobs.models import Job
from kpis.models import ExternalValue
from kpis.selectors.external import in_force
from organisation.core.calendar import Window
from people.models import AuditEntry, Role
from tests import factories as make
from tests.forecasts.test_mix_pages import MONDAY, NOW, fill
from tests.forecasts.worlds import media_world


def external(name, since, until, value):
    return ExternalValue(
        source="test", external_id=f"{name}-{since}", name=name, measured_on=since, measured_until=until,
        value=Decimal(str(value)),
    )  # fmt: skip


def test_holidays_are_days_of_each_week():
    weeks = [date(2024, 3, 25), date(2024, 12, 23), date(2024, 12, 30), date(2025, 6, 2)]

    assert holidays(weeks).tolist() == [[0, 3], [6, 0], [3, 0], [0, 0]]


def test_what_a_control_explains_is_not_put_down_to_the_channel_that_moved_with_it():
    data = media_world(weeks=60, channels=1, seed=4).data
    rng = np.random.default_rng(5)
    heat = rng.normal(size=60)
    spend = np.clip(1000 + 600 * heat + 300 * rng.normal(size=60), 0, None)[:, None]
    outcome = 20000 + 3000 * heat + 0.5 * spend[:, 0] + 300 * rng.normal(size=60)
    without = replace(data, spend=spend, outcome=outcome)
    held = replace(without, controls=heat[:, None], control_names=("Heat",))

    blind, seeing = (fit_mix(one, sweeps=120).channels[0].roas for one in (without, held))

    assert blind.low > 1.5
    assert seeing.low < 0.5 < seeing.high
    assert seeing.median < blind.median / 2


def test_a_channel_that_moves_with_a_control_is_gated_and_the_control_named():
    data = media_world(weeks=60, channels=2, seed=4).data
    twin = replace(data, controls=data.spend[:, :1] * 2 + 5, control_names=("Heat",), season=False)

    gates = check_gates(twin, model_error=None, naive_error=None)

    assert gates.by_channel[0][0].startswith("Its spend moves with Heat and the trend (variance inflation")
    assert gates.by_channel[1] == ()


def test_a_control_without_a_value_in_some_week_is_refused_by_name():
    data = media_world(weeks=30, channels=1, seed=4).data
    controls = np.ones((30, 1))
    controls[3] = np.nan

    with pytest.raises(CannotForecast, match="The control Heat has no value in 1 week, first in that of"):
        refuse_unusable(replace(data, controls=controls, control_names=("Heat",)))


def test_an_imported_value_holds_for_its_days_and_a_month_more_and_days_of_a_week_are_averaged(db):
    january = external("price", date(2026, 1, 1), date(2026, 2, 1), 10)
    february = external("price", date(2026, 2, 2), date(2026, 2, 3), 11)
    heat = [external("heat", date(2026, 1, 5 + day), date(2026, 1, 6 + day), day) for day in range(3)]
    local = external("price", date(2026, 1, 6), date(2026, 1, 7), 99)
    local.region = "north"
    ExternalValue.objects.bulk_create([january, february, *heat, local])
    mondays = [date(2025, 12, 29) + timedelta(days=7 * n) for n in range(12)]
    weeks = [Window(day, day + timedelta(days=7)) for day in mondays]

    found = in_force(["price", "heat"], weeks)

    assert found["price"] == [10, 10, 10, 10, 10, 11, 11, 11, 11, 11, None, None]
    assert found["heat"][:2] == [None, 1]


def test_credit_spend_and_the_outcome_itself_are_no_controls(db):
    fill(weeks=30, names=("Search",))

    keys = {one.key for one in choices(mix_outcome("revenue"))}

    assert {"holidays", "kpi:average_deal", "kpi:win_rate"} <= keys
    assert not {"kpi:revenue", "kpi:roas", "kpi:marketing_spend", "kpi:cac_blended", "kpi:attributed_revenue"} & keys


@pytest.fixture
def priced(db):
    """Thirty weeks of two channels, a price by month, and a series that ended early."""
    fill(weeks=30, names=("Search", "Fair"))
    first = MONDAY - timedelta(days=7 * 30)
    months = [first + timedelta(days=30 * n) for n in range(8)]
    ExternalValue.objects.bulk_create(
        [*[external("list_price", day, day + timedelta(days=30), 40 + n % 3) for n, day in enumerate(months)],
         external("weather", first, first + timedelta(days=7), 3)]
    )  # fmt: skip


def test_chosen_controls_enter_the_fit_and_its_receipt_names_them(priced, client):
    page, marketer = reverse("forecasts:mix_controls"), make.user(role=Role.EXECUTIVE)
    client.force_login(marketer)
    given = ["holidays", "kpi:average_deal", "series:list_price", "series:weather"]

    answer = client.post(page, {"outcome": "revenue", "chosen": given})
    row = fit("revenue", now=NOW)

    assert answer.status_code == 302
    assert Job.objects.get(kind="forecasts.mix").arguments == {"outcome": "revenue"}
    assert AuditEntry.objects.get(verb="outlook.controls_chosen").detail["chosen"] == given
    data = media(mix_outcome("revenue"), now=NOW).data
    assert data.season is False
    assert data.control_names == ("Turn of the year", "Easter", "Average deal size", "List price")
    assert data.controls.shape == (30, 4)
    assert [(one["name"], one["why_not"]) for one in row.controls] == [
        *[(name, "") for name in data.control_names],
        ("Weather", "24 of 30 weeks have no value: import them, or choose another series."),
    ]
    told = client.get(reverse("forecasts:mix")).content.decode()
    assert "A control is something that moves" in told
    assert "<b>List price</b>" in told
    assert "24 of 30 weeks have no value" in told


def test_other_controls_are_other_inputs(priced):
    before = fit("revenue", now=NOW)
    choose_controls(mix_outcome("revenue"), season=True, chosen=["series:list_price"], by=make.user(), now=NOW)
    after = fit("revenue", now=datetime(2026, 6, 10, 10, tzinfo=UTC))

    assert [one["name"] for one in before.controls] == ["Season"]
    assert [one["name"] for one in after.controls] == ["Season", "List price"]
    assert before.inputs_digest != after.inputs_digest


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (["holidays", *[f"series:s{n}" for n in range(6)]], "7 series are too many: choose at most 6"),
        (["series:gone"], "Select a valid choice. series:gone is not one of the available choices."),
    ],
)  # fmt: skip
def test_what_cannot_be_a_control_is_refused_with_a_sentence(db, client, given, sentence):
    fill(weeks=30, names=("Search",))
    ExternalValue.objects.bulk_create(external(f"s{n}", date(2026, 1, 5), date(2026, 1, 6), n) for n in range(6))
    client.force_login(make.user(role=Role.EXECUTIVE))

    answer = client.post(reverse("forecasts:mix_controls"), {"outcome": "revenue", "season": "on", "chosen": given})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not MixControls.objects.exists()
    assert not MixFit.objects.exists()
