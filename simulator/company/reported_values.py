"""What finance, the market's observers and other tools report month by month: numbers that no row of ours gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from simulator.company.blueprint import address
from simulator.company.deals import RENEWAL
from simulator.company.facts import Facts
from simulator.company.money import month_spans
from simulator.company.size import FULL
from simulator.core.tables import Table, ids

LIFESPAN_YEARS = 6.5
_CONTRACT = 14_000
_BOOKS, _WEB, _SOCIAL, _PANEL = "Management accounts", "Web analytics", "Social media tool", "Market tracker"


@dataclass(frozen=True, slots=True)
class _Month:
    """Number of the month, its days known so far, and its share that is over."""

    number: int
    first: int
    last: int
    share: float


_Read = Callable[[Facts, _Month], float]


def reported_values(facts: Facts) -> Table:
    """Every measure for every month that has begun; the running month up to yesterday."""
    rows: list[tuple[str, ...]] = []
    for number, (first, end) in enumerate(month_spans(facts.calendar)):
        last = min(end, facts.calendar.now)
        if first < last:
            month = _Month(number, first, last, (last - first) / (end - first))
            days = f"{facts.calendar.day(first)}/{facts.calendar.day(last - 1)}"
            rows += [(name, days, _text(read(facts, month)), *said) for name, (read, *said) in _READ.items()]
    names = ("kpi", "days", "value", "owner", "source")
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    return Table("reported_values.csv", {"external_id": ids("R", np.arange(len(rows))), **columns})


def _margin(facts: Facts, month: _Month) -> float:
    return 0.73 + 0.001 * month.number + 0.004 * float(facts.draws.normal("books/margin", month.number)[0])


def _revenue(facts: Facts, first: int, last: int) -> float:
    sold = facts.deals
    return float(sold.cents[sold.won & (sold.decided >= first) & (sold.decided < last)].sum()) / 100


def _sales_cost(facts: Facts, month: _Month) -> float:
    """Salaries go on whatever is sold; a tenth is commission."""
    usual = _revenue(facts, 0, facts.calendar.now) / facts.calendar.now * 30.4
    return round(0.12 * usual * month.share + 0.1 * _revenue(facts, month.first, month.last), -1)


def _market(facts: Facts, month: _Month) -> float:
    """Sales of the whole market, of which the company has six to seven per cent."""
    usual = _revenue(facts, 0, facts.calendar.now) / facts.calendar.now * 30.4
    return round(usual * month.share / 0.066 * (0.97 + 0.0025 * month.number), -3)


def _customers(facts: Facts, month: _Month) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Accounts with a running contract on the last of the days."""
    sold, scale = facts.deals, facts.market.scale
    bought, left = np.full((2, scale.accounts), np.iinfo(np.int64).max)
    bought[: scale.old_customers] = -1
    np.minimum.at(bought, sold.account[sold.won], sold.decided[sold.won])
    lost = sold.closed & ~sold.won & (sold.kind == RENEWAL)
    np.minimum.at(left, sold.account[lost], sold.decided[lost])
    return np.asarray((bought < month.last) & (left >= month.last))


def _active(facts: Facts, month: _Month) -> float:
    return float(_customers(facts, month).sum())


def _recurring(facts: Facts, month: _Month) -> float:
    return round(float(facts.market.budget[_customers(facts, month)].sum()) * _CONTRACT / 12, -1)


def _served(facts: Facts, month: _Month, channel: str, per_view: float) -> float:
    rows = [campaign.number for campaign in facts.campaigns if campaign.medium.name == channel]
    return float(np.rint(facts.money.views[rows, month.first : month.last].sum() * per_view))


def _growing(stream: str, start: float, growth: float) -> _Read:
    """A count of a whole month in the full company, with a little noise."""

    def read(facts: Facts, month: _Month) -> float:
        size = facts.market.scale.touches / FULL.touches
        noise = facts.draws.lognormal(f"tools/{stream}", month.number, sigma=0.04)[0]
        return float(np.rint(size * start * (1 + growth) ** month.number * noise * month.share))

    return read


def _followers(facts: Facts, month: _Month) -> float:
    return float(round((18_400 + 410 * month.number) * facts.market.scale.touches / FULL.touches))


_FINANCE, _ANALYST, _DIGITAL, _BRAND = (address(key) for key in ("finance", "analyst", "digital", "brand"))
_READ: Mapping[str, tuple[_Read, str, str]] = {
    "gross_margin": (_margin, _FINANCE, _BOOKS),
    "sales_cost": (_sales_cost, _FINANCE, _BOOKS),
    "recurring_revenue_per_month": (_recurring, _FINANCE, _BOOKS),
    "active_customers": (_active, _FINANCE, _BOOKS),
    "customer_lifespan_years": (lambda facts, month: LIFESPAN_YEARS, _FINANCE, _BOOKS),
    "market_size": (_market, _ANALYST, _PANEL),
    "page_views": (_growing("views", 310_000, 0.011), _DIGITAL, _WEB),
    "brand_searches": (_growing("brand searches", 5_200, 0.024), _ANALYST, _PANEL),
    "category_searches": (_growing("searches", 46_000, 0.006), _ANALYST, _PANEL),
    "brand_mentions": (_growing("brand mentions", 640, 0.02), _BRAND, _PANEL),
    "category_mentions": (_growing("mentions", 4_600, 0.004), _BRAND, _PANEL),
    "social_impressions": (lambda facts, month: _served(facts, month, "Paid social", 1.2), _DIGITAL, _SOCIAL),
    "social_engagements": (lambda facts, month: _served(facts, month, "Paid social", 0.019), _DIGITAL, _SOCIAL),
    "followers_count": (_followers, _DIGITAL, _SOCIAL),
    "mails_delivered": (_growing("mails", 265_000, 0.008), _DIGITAL, "E-mail tool"),
    "mails_opened": (_growing("mails opened", 71_000, 0.01), _DIGITAL, "E-mail tool"),
}


def _text(value: float) -> str:
    return f"{value:.4f}" if value < 10 else f"{value:.2f}"
