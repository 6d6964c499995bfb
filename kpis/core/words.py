"""Closed sets of the KPI catalogue."""

from enum import StrEnum


class Unit(StrEnum):
    COUNT = "count"
    MONEY = "money"
    MONEY_PER_DAY = "money_per_day"
    SHARE = "share"
    MULTIPLE = "multiple"
    POINTS = "points"
    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"


class Tier(StrEnum):
    """How far a KPI is from what the business wants; input and output alone are vanity."""

    INPUT = "input"
    OUTPUT = "output"
    OUTCOME = "outcome"
    IMPACT = "impact"


class Timing(StrEnum):
    LEADING = "leading"
    LAGGING = "lagging"


class Family(StrEnum):
    REVENUE = "revenue"
    BRAND = "brand"
    CUSTOMER = "customer"
    ACTIVITY = "activity"


class Answers(StrEnum):
    """Who usually answers for a shipped KPI until a person is named."""

    MARKETING = "marketing operations"
    SALES = "sales operations"
    FINANCE = "finance"
    BRAND = "brand"
    CUSTOMERS = "customer success"


class Margin(StrEnum):
    """How the sampling margin of a surveyed KPI is computed."""

    NONE = ""
    SHARE = "share"
    NPS = "nps"
