"""Who there is: companies and people, all invented."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PLACES = _words(
    "Aldermoor Brackenfield Coldharbour Dunlin Eastmere Fennimore Gorsehill Hartsgrove Ivelbridge Juniper Kestrelford "
    "Larkholm Merrowdown Netherby Oakenshaw Pinewick Quillfoss Ravenscar Saltmarsh Thistleton Umberlow Vennacher "
    "Wrenfield Yarrowby Zephyrine Ashcombe Birkwood Crowmarsh Dovesey Elmsworth Foxglove Greywater Hollowell "
    "Inchmoor Kittiwake Loxley Mossbank Nightjar Otterburn Plover"
)
TRADES = ("Optics", "Foods", "Turbines", "Pharma", "Castings", "Semiconductors", "Paper", "Batteries")
FIRST = _words(
    "Ada Bruno Carla Dario Elin Farid Greta Hamid Ines Jonas Kaya Leon Mira Nils Olga Pavel Rosa Sven Tara Udo Vera "
    "Wim Yara Zeno"
)
LAST = _words(
    "Abel Brandt Castell Dorn Ekberg Falk Gallo Hoek Ibsen Jansen Kessler Lund Moreau Novak Osei Petit Quist Rossi "
    "Santos Teuber Ullman Vidal Weiss Yilmaz"
)
TITLES = (
    "Head of Quality",
    "Plant Manager",
    "Lab Manager",
    "Purchasing Lead",
    "Process Engineer",
    "Head of Operations",
)
SEGMENTS, REGIONS = ("Enterprise", "Mid-market", "Mid-market", "Small"), ("North", "South", "West")
WAYS_IN = ("Web", "Trade Show", "Webinar", "", "Partner", "")
CONTACTS, LEADS, CONVERTED = 120, 36, 12
CUSTOMERS = 15  # of the accounts, the first ones
UNTOUCHED = 6  # of the accounts, the last ones: no campaign ever reached them


@dataclass(frozen=True, slots=True)
class Account:
    number: int
    name: str
    domain: str
    segment: str
    region: str

    @property
    def is_customer(self) -> bool:
        return self.number < CUSTOMERS

    @property
    def is_reached(self) -> bool:
        return self.number < len(PLACES) - UNTOUCHED


@dataclass(frozen=True, slots=True)
class Person:
    """A contact of an account or, without one, a lead; `became` is the contact that a lead was converted into."""

    number: int
    account: Account | None
    first: str
    last: str
    title: str
    way_in: str
    known_for_days: int
    became: int | None = None

    @property
    def email(self) -> str:
        return f"{self.first}.{self.last}@example.com".lower()


def accounts() -> Sequence[Account]:
    return [
        Account(
            number=number,
            name=f"{place} {TRADES[number % len(TRADES)]}",
            domain=f"{place.lower()}.example",
            segment=SEGMENTS[number % len(SEGMENTS)],
            region=REGIONS[number % len(REGIONS)],
        )
        for number, place in enumerate(PLACES)
    ]


def people(known: Sequence[Account]) -> tuple[Sequence[Person], Sequence[Person]]:
    """Contacts, three an account, and leads; the oldest leads became contacts."""
    draw = Random("people of the example")  # noqa: S311 -- invented data, the same every time
    names = draw.sample([(first, last) for first in FIRST for last in LAST], CONTACTS + LEADS - CONVERTED)
    contacts = [
        _person(number, known[number % len(known)], names[number], draw.randint(250, 700), draw)
        for number in range(CONTACTS)
    ]
    fresh = [_person(number, None, names[CONTACTS + number], draw.randint(2, 200), draw) for number in range(24)]
    converted = [
        Person(len(fresh) + at, None, c.first, c.last, c.title, c.way_in, c.known_for_days + 20, became=c.number)
        for at, c in enumerate(contacts[:CONVERTED])
    ]
    return contacts, [*fresh, *converted]


def _person(number: int, account: Account | None, name: tuple[str, str], days: int, draw: Random) -> Person:
    return Person(number, account, *name, draw.choice(TITLES), draw.choice(WAYS_IN), days)
