"""What happened: opportunities, and the touches before them. All days are counted back from today."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from examples.campaigns import CAMPAIGNS, RAN_FOR_DAYS, Campaign
from examples.company import Account, Person

DEALS = 120
OLDEST = 270
STRAY_TOUCHES = 48  # of people whose company has bought nothing since
PRODUCTS = ("Surface", "Flow", "Thermal")
OPEN_STAGES = ("Qualification", "Needs Analysis", "Proposal/Price Quote", "Negotiation/Review")


@dataclass(frozen=True, slots=True)
class Deal:
    """Created and closed so many days ago; `closes` below 0 lies ahead. `amount` None: nobody has said yet."""

    number: int
    account: Account
    product: str
    amount: int | None
    created: int
    closes: int
    stage: str

    @property
    def is_won(self) -> bool:
        return self.stage == "Closed Won"

    @property
    def is_closed(self) -> bool:
        return self.stage.startswith("Closed")

    @property
    def business(self) -> str:
        return "existing" if self.account.is_customer else "new"


@dataclass(frozen=True, slots=True)
class Touch:
    campaign: Campaign
    person: Person
    days_ago: int
    answered: bool


def deals(known: Sequence[Account]) -> Sequence[Deal]:
    """Opportunities, more of them lately, as in a company that grows."""
    draw = Random("deals of the example")  # noqa: S311 -- invented data, the same every time
    made = []
    for number in range(DEALS):
        account = known[(number * 7) % len(known)]
        created = 2 + round((OLDEST - 2) * ((number + 0.5) / DEALS) ** 1.5)
        stage, closes = _fate(created, draw)
        size = {"Enterprise": 2.4, "Mid-market": 1.0, "Small": 0.45}[account.segment]
        amount = round(draw.lognormvariate(0, 0.45) * size * 34_000 / 100) * 100
        unsaid = stage == OPEN_STAGES[0] and number % 9 == 4
        made.append(Deal(number, account, draw.choice(PRODUCTS), None if unsaid else amount, created, closes, stage))
    return made


def touches(made: Sequence[Deal], contacts: Sequence[Person]) -> Sequence[Touch]:
    """Two to five touches before every deal of a company that marketing reaches, and some that led nowhere."""
    draw = Random("touches of the example")  # noqa: S311 -- invented data, the same every time
    at: dict[int, list[Person]] = {}
    for person in contacts:
        if person.account is not None and person.account.is_reached:
            at.setdefault(person.account.number, []).append(person)
    found = [
        _touch(draw.choice(at[deal.account.number]), deal.created + draw.randint(3, 110), draw)
        for deal in made
        if deal.account.is_reached
        for _ in range(draw.randint(2, 5))
    ]
    reached = [person for own in at.values() for person in own]
    found += [_touch(draw.choice(reached), draw.randint(1, OLDEST), draw) for _ in range(STRAY_TOUCHES)]
    return sorted(found, key=lambda touch: -touch.days_ago)


def _fate(created: int, draw: Random) -> tuple[str, int]:
    """The stage a deal is in now, and how many days ago it closed or, below 0, in how many it should."""
    takes = draw.randint(20, 75)
    if takes >= created or draw.random() < 0.1:
        return draw.choice(OPEN_STAGES), -draw.randint(5, 70)
    return ("Closed Won" if draw.random() < 0.56 else "Closed Lost"), created - takes


def _touch(person: Person, days_ago: int, draw: Random) -> Touch:
    assert person.account is not None  # noqa: S101 -- told to the type checker; only contacts are touched
    kind = "existing" if person.account.is_customer else "new"
    campaign = draw.choices(CAMPAIGNS, [getattr(row, kind) for row in CAMPAIGNS])[0]
    return Touch(campaign, person, min(days_ago, RAN_FOR_DAYS - 1), draw.random() < 0.6)
