"""The company's settings and the exchange rates it books at."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

currency_code = RegexValidator(r"^[A-Z]{3}$", "Write a currency as its three-letter ISO code, such as EUR.")


def known_zone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError(f"There is no time zone {value!r}; write one such as Europe/Berlin.")


class Weekday(models.IntegerChoices):
    MONDAY = 0
    SATURDAY = 5
    SUNDAY = 6


class Organisation(models.Model):
    """One row: the company that this installation serves."""

    name = models.CharField(max_length=120, default="Our company")
    currency = models.CharField("reporting currency", max_length=3, default="EUR", validators=[currency_code])
    time_zone = models.CharField(max_length=60, default="UTC", validators=[known_zone])
    fiscal_year_starts = models.PositiveSmallIntegerField(
        "first month of the fiscal year", default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    week_starts = models.PositiveSmallIntegerField(choices=Weekday.choices, default=Weekday.MONDAY)
    set_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="there_is_one_organisation"),
            models.CheckConstraint(
                condition=Q(fiscal_year_starts__range=(1, 12)), name="fiscal_year_starts_in_a_month"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ExchangeRate(models.Model):
    """How many units of the reporting currency one unit of `currency` was worth on a day."""

    currency = models.CharField(max_length=3, validators=[currency_code])
    on = models.DateField()
    rate = models.DecimalField(max_digits=18, decimal_places=8)
    source = models.CharField(max_length=60, blank=True)
    batch_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["currency", "-on"]
        constraints = [
            models.UniqueConstraint(fields=["currency", "on"], name="one_rate_per_currency_and_day"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="exchange_rate_is_positive"),
        ]

    def __str__(self) -> str:
        return f"1 {self.currency} = {self.rate} on {self.on}"
