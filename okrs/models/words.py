"""The closed sets of this app with the words that pages show for them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from django.db import models

from okrs.core.closing import Ambition, CloseBand
from okrs.core.measures import Measure
from okrs.core.progress import Kind, PeriodRule
from okrs.core.rollup import RollUpMode
from okrs.core.status import Status

Word = TypeVar("Word", bound=StrEnum)

KINDS: Mapping[Kind, str] = {
    Kind.INCREASE: "Increase",
    Kind.DECREASE: "Decrease",
    Kind.AT_LEAST: "At least",
    Kind.AT_MOST: "At most",
    Kind.WITHIN: "Within a band",
    Kind.MILESTONE: "Milestone",
    Kind.BASELINE: "Baseline to establish",
}
MEASURES: Mapping[Measure, str] = {Measure.FLOW: "Flow", Measure.LEVEL: "Level", Measure.RATIO: "Ratio"}
PERIOD_RULES: Mapping[PeriodRule, str] = {
    PeriodRule.SHARE_INSIDE: "Share of periods inside",
    PeriodRule.LAST: "Last period",
}
AMBITIONS: Mapping[Ambition, str] = {Ambition.COMMITTED: "Committed", Ambition.ASPIRATIONAL: "Aspirational"}
ROLL_UPS: Mapping[RollUpMode, str] = {RollUpMode.MEAN: "Weighted mean", RollUpMode.SUM: "Sum of values"}
STATUSES: Mapping[Status, str] = {
    Status.ON_TRACK: "On track",
    Status.AT_RISK: "At risk",
    Status.OFF_TRACK: "Off track",
    Status.NOT_STARTED: "Not started",
    Status.NO_DATA: "No data",
    Status.OUTDATED: "Outdated",
    Status.ACHIEVED: "Achieved",
    Status.MISSED: "Missed",
    Status.DROPPED: "Dropped",
}
CLOSE_BANDS: Mapping[CloseBand, str] = {
    CloseBand.DELIVERED: "Delivered",
    CloseBand.PARTLY: "Partly delivered",
    CloseBand.NOT_DELIVERED: "Not delivered",
}


class Category(models.TextChoices):
    """The five kinds of business objective."""

    REVENUE = "revenue", "Revenue growth"
    PROFIT = "profit", "Profitability"
    SHARE = "share", "Market share"
    BRAND = "brand", "Brand equity"
    CUSTOMER = "customer", "Customer experience"


class Team(models.TextChoices):
    """Teams that an objective can be owned together with."""

    SALES = "sales", "Sales"
    PRODUCT = "product", "Product"
    FINANCE = "finance", "Finance"
    SUCCESS = "success", "Customer success"


def choices(words: Mapping[Word, str]) -> list[tuple[str, str]]:
    """Pairs for a model field."""
    return [(key.value, label) for key, label in words.items()]
