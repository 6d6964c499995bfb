"""Everything findings are made from: the score's inputs, and facts around them that the score does not count."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from alignment.core.inputs import ScoreInputs

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class AimFacts:
    """A marketing objective of the cycle. `serves` is the key of its business objective, empty without one."""

    key: str
    name: str
    serves: str
    is_owned: bool = False
    is_shared: bool = False
    has_checkpoints: bool = False
    key_results: int = 0


@dataclass(frozen=True, slots=True)
class KpiFacts:
    """A KPI on which objectives are measured. `rests` are the links (campaign, objective) whose path ends in it.

    `mends` are those of them that would be sound if only this KPI were.
    """

    key: str
    name: str
    is_outcome: bool
    is_owned: bool
    is_sourced: bool
    is_fresh: bool
    editors: int = 0
    is_typed: bool = False
    rests: tuple[tuple[str, str], ...] = ()
    mends: tuple[tuple[str, str], ...] = ()

    @property
    def is_mystery(self) -> bool:
        """Typed by one single person, from no named source."""
        return self.is_typed and self.editors <= 1 and not self.is_sourced

    @property
    def is_sound(self) -> bool:
        return self.is_outcome and self.is_owned and self.is_sourced and self.is_fresh


@dataclass(frozen=True, slots=True)
class StrandedFacts:
    """Money of a campaign whose link still points at a dropped objective, and its share of all the campaign's money.

    `successor` is where that objective went.
    """

    campaign: str
    dropped: str
    money: Decimal
    share: Decimal
    successor: str = ""


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """MQLs that sales contacted inside the agreed hours, out of all."""

    inside: Decimal
    all: Decimal
    promised: float = 0.8

    @property
    def share(self) -> float | None:
        return float(self.inside / self.all) if self.all else None


@dataclass(frozen=True, slots=True)
class FallenFacts:
    """A KPI of the brand that moved the unwanted way beyond its sampling noise since the cycle before."""

    key: str
    name: str
    said: str


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """A move of future money between two channels, as a budget plan gave it; a blank channel is new or saved money.

    `cuts` and `raises` are campaigns with their part of the amount; empty where the channel's campaigns cannot bear
    it. `said` tells the expected gain with its interval, `state` what was decided about it.
    """

    key: str
    source: str
    target: str
    amount: Decimal
    said: str
    cuts: tuple[tuple[str, Decimal], ...] = ()
    raises: tuple[tuple[str, Decimal], ...] = ()
    state: str = "open"
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RestatedFacts:
    """Won revenue of a cycle that is over: as it was reported, and as the CRM has it now."""

    key: str
    name: str
    reported_on: date
    reported: Decimal
    now: Decimal
    deals_reported: int
    deals_now: int


@dataclass(frozen=True, slots=True)
class Situation:
    """One cycle as of one day. `suggested` and `sound` say what a new link would be: to which objective, how sound.

    `vanity` holds the links (campaign, objective) that expect an effect on activity alone, `heard` by campaign what
    the court of leading KPIs said of that activity; `clicks` are by campaign.
    """

    inputs: ScoreInputs
    aims: Sequence[AimFacts] = ()
    kpis: Sequence[KpiFacts] = ()
    stranded: Sequence[StrandedFacts] = ()
    handover: HandoverFacts | None = None
    suggested: Mapping[str, str] = field(default_factory=dict)
    sound: frozenset[str] = frozenset()
    vanity: frozenset[tuple[str, str]] = frozenset()
    heard: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kept_out: Decimal = Decimal(0)
    clicks: Mapping[str, int] = field(default_factory=dict)
    fallen: Sequence[FallenFacts] = ()
    restated: Sequence[RestatedFacts] = ()
    moves: Sequence[MoveFacts] = ()
    names: Mapping[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        names = {row.key: row.name for row in self.inputs.campaigns}
        names |= {row.key: row.name for row in self.inputs.objectives}
        object.__setattr__(self, "names", names)

    def name(self, key: str) -> str:
        """What a campaign or objective is called."""
        return self.names.get(key, key)

    def court_on(self, campaigns: Iterable[str]) -> str:
        """Activity that the campaigns expect, each with its verdict; empty where they name none."""
        found = sorted({words for key in campaigns for words in self.heard.get(key, ())})
        more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
        return "; ".join(found[:MOST_NAMED]) + more
