"""Moves of the newest budget plan, by campaign, for the findings of the cycle that runs."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from alignment.core.situation import MoveFacts
from alignment.selectors.keys import campaign_key
from campaigns.models import Campaign
from forecasts.models import MoveCard
from forecasts.selectors.budgets import Slot, parted, slots
from forecasts.selectors.plans import newest_moves
from okrs.models import Cycle
from organisation.core import show
from organisation.core.calendar import Window
from organisation.selectors import organisation

NONE: tuple[tuple[str, Decimal], ...] = ()


def planned_moves(cycle: Cycle, *, on: date) -> Sequence[MoveFacts]:
    """What could move, or was decided to, while its months are not over; of a cycle that is over nothing."""
    if not cycle.starts_on <= on < cycle.ends_on:
        return []
    cards = [card for card in newest_moves() if on < card.plan.ends_on]
    if not cards:
        return []
    window = Window(cards[0].plan.starts_on, cards[0].plan.ends_on)
    held, currency = slots(window), organisation().currency
    names = {campaign_key(pk): name for pk, name in Campaign.objects.values_list("pk", "name")}
    return [_facts(card, held, window, currency, names) for card in cards]


def _facts(
    card: MoveCard, held: Mapping[int, Sequence[Slot]], window: Window, currency: str, names: Mapping[str, str]
) -> MoveFacts:
    cuts = _parts(held.get(card.source_id or 0, ()), -card.amount) if card.source_id else NONE
    raises = _parts(held.get(card.target_id or 0, ()), card.amount) if card.target_id else NONE
    spoken_of = [key for key, _ in (*cuts, *raises)]

    def money(amount: Decimal) -> str:
        return show.money(amount, currency=currency)

    return MoveFacts(
        key=str(card.pk),
        source=str(card.source or ""),
        target=str(card.target or ""),
        amount=card.amount,
        said=f"{money(card.amount)} of {_months(window)}, expected gain {money(card.gain)}, 80\u00a0% range "
        f"{money(card.gain_low)} to {money(card.gain_high)}; chance of a gain {show.percent(card.chance)}; built on "
        f"the mix fitted {card.plan.fit.fitted_at:%-d %b %Y}.",
        cuts=cuts,
        raises=raises,
        state=card.state,
        names={key: names[key] for key in spoken_of if key in names},
    )


def _parts(rows: Sequence[Slot], amount: Decimal) -> tuple[tuple[str, Decimal], ...]:
    """By campaign over all months, the largest first."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for slot, part in parted(rows, amount).items():
        found[campaign_key(slot.campaign)] += abs(part)
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _months(window: Window) -> str:
    return f"{window.starts_on:%b %Y} to {window.ends_on - timedelta(days=1):%b %Y}"
