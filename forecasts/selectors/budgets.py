"""The ledger of the months that a plan is for, by channel; and what of it may still move."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from campaigns.core.ledger import Line
from campaigns.models import Campaign
from campaigns.selectors import lines, spend_by_campaign
from organisation.core.calendar import Window, add_months
from organisation.core.money import shares_to_cents

MONTHS = 3
WEEKS = 13
NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Slot:
    """A campaign in a month to come: what is expected to be spent, and what of it is promised already."""

    campaign: int
    month: date
    expected: Decimal
    committed: Decimal
    forecast: Decimal | None

    @property
    def free(self) -> Decimal:
        return max(self.expected - self.committed, NOTHING)


def parted(rows: Sequence[Slot], amount: Decimal) -> Mapping[Slot, Decimal]:
    """A move's amount by campaign and month: cuts by what is free, raises by what is expected; the cent is kept.

    Empty where the rows cannot bear it.
    """
    weights = [one.free if amount < 0 else one.expected for one in rows]
    if not sum(weights) or (amount < 0 and sum(weights) < -amount):
        return {}
    return dict(zip(rows, shares_to_cents(amount, weights), strict=True))


def planned_months(day: date) -> Window:
    """The three whole months after a day."""
    return Window(add_months(day, 1), add_months(day, 1 + MONTHS))


def slots(window: Window) -> Mapping[int, Sequence[Slot]]:
    """By channel, campaigns and months with money; the forecast counts, and the plan where there is none."""
    channel_of = dict(Campaign.objects.filter(channel__isnull=False).values_list("pk", "channel_id"))
    found: dict[int, list[Slot]] = defaultdict(list)
    for (campaign, month), line in sorted(lines(window).items()):
        expected = _expected(line)
        if campaign in channel_of and expected is not None:
            found[channel_of[campaign]].append(
                Slot(campaign, month, expected, line.committed or NOTHING, line.forecast)
            )
    return found


def committed_by_channel(window: Window) -> Mapping[int, Decimal]:
    """What is promised in the months, by channel."""
    return {channel: sum((one.committed for one in rows), NOTHING) for channel, rows in slots(window).items()}


def brand_channels(window: Window) -> frozenset[int]:
    """Channels of which more than half was spent on brand campaigns."""
    spent = spend_by_campaign(window)
    brand: dict[int, Decimal] = defaultdict(Decimal)
    whole: dict[int, Decimal] = defaultdict(Decimal)
    for row in Campaign.objects.filter(channel__isnull=False, pk__in=list(spent)):
        amount = spent[row.pk].amount
        share = {Campaign.Mix.BRAND: Decimal(1), Campaign.Mix.MIXED: row.brand_share}.get(row.mix, Decimal(0))
        brand[row.channel_id or 0] += amount * share
        whole[row.channel_id or 0] += amount
    return frozenset(channel for channel, amount in whole.items() if amount > 0 and brand[channel] > amount / 2)


def _expected(line: Line) -> Decimal | None:
    return line.forecast if line.forecast is not None else line.plan
