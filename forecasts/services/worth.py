"""What cohorts of customers are worth, for the catalogue of KPIs. Loads numpy: for workers and commands."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np

from forecasts.core.arrays import Flags
from forecasts.models import CustomerGroup, CustomerRun
from forecasts.selectors.bought import Customer, channel_names
from kpis.services.external import keep_parts
from organisation.core.calendar import Window, add_months
from organisation.core.money import shares_to_cents

WORTH, CUSTOMERS = "cohort_worth", "cohort_customers_valued"


def keep_worth(
    run: CustomerRun, groups: Sequence[CustomerGroup], people: Sequence[Customer], cohorts: Mapping[str, Flags]
) -> None:
    """Write what each valued cohort is worth and how many are in it, by the channel of their first touch.

    A channel's part counts what its customers earned; what is expected is the cohort's mean for each of them, as so
    few cannot be valued alone. The parts add up to the cohort.
    """
    names = channel_names()
    channels = np.array([one.channel if one.channel in names else 0 for one in people])
    paid = np.array([one.paid for one in people]) * (run.margin or 1.0)
    for row in groups:
        if row.kind != CustomerGroup.Kind.COHORT or row.clv is None or row.earned is None or row.starts_on is None:
            continue
        inside = cohorts[row.label]
        counts: dict[str, Decimal] = defaultdict(Decimal)
        weights: dict[str, float] = defaultdict(float)
        for channel in sorted(set(channels[inside].tolist())):
            mine = inside & (channels == channel)
            number = int(mine.sum())
            name = names.get(channel, "")
            counts[name] += number
            weights[name] += max(float(paid[mine].sum()) + number * float(row.clv - row.earned), 0.0)
        total = row.clv * sum(counts.values())
        shares = weights if any(weights.values()) else {name: float(count) for name, count in counts.items()}
        window = Window(row.starts_on, add_months(row.starts_on, 3))
        told = {"source": "sightline", "document": f"Valuation {run.pk}"}
        keep_parts(WORTH, dict(zip(shares, shares_to_cents(total, list(shares.values())), strict=True)), window, **told)
        keep_parts(CUSTOMERS, counts, window, **told)
