from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError

from organisation import selectors
from organisation.models import ExchangeRate, Organisation

pytestmark = pytest.mark.django_db


def test_an_installation_that_nobody_set_up_has_defaults():
    assert selectors.organisation().currency == "EUR"


def test_there_is_only_one_organisation():
    Organisation.objects.create(pk=1)
    with pytest.raises(IntegrityError):
        Organisation.objects.create(pk=2)


def test_the_rate_of_a_day_is_the_latest_one_before_it():
    ExchangeRate.objects.create(currency="USD", on=date(2026, 1, 1), rate=Decimal("0.9"))
    ExchangeRate.objects.create(currency="USD", on=date(2026, 2, 1), rate=Decimal("0.8"))

    assert selectors.rate_on("USD", date(2026, 1, 31)).rate == Decimal("0.9")
    assert selectors.rate_on("USD", date(2025, 12, 31)) is None
