"""How journeys to each milestone are cut and weighed: as somebody decided, or as usual."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from attribution.core.conventions import usual
from attribution.core.settings import AnchorWeights, Settings, Transforms, UnitKind
from attribution.models import Convention, Milestone, Unit
from campaigns.models import Channel

OTHER = {UnitKind.PERSON: UnitKind.ACCOUNT, UnitKind.ACCOUNT: UnitKind.PERSON}


def conventions() -> Mapping[Milestone, Convention]:
    """Of every milestone; one that is not saved yet (its `pk` is None) holds what is usual."""
    decided = {row.milestone: row for row in Convention.objects.all()}
    return {milestone: decided.get(milestone) or _usual(milestone) for milestone in Milestone}


def settings_of(convention: Convention, *, by_other_unit: bool = False) -> Settings:
    """What the engine needs; by the other unit all else stays as it is."""
    kind = UnitKind[convention.unit.upper()]
    return replace(
        usual(convention.milestone),
        unit_kind=OTHER[kind] if by_other_unit else kind,
        lookback_days=convention.lookback_days,
        half_life_days=convention.half_life_days,
        reset=convention.reset,
        tails=convention.tails,
        markov_order=convention.markov_order,
        direct_channels=direct_channels(),
        transforms=Transforms(
            collapse_repeats=convention.collapse_repeats,
            first_occurrence=convention.first_occurrence,
            drop_direct=convention.drop_direct,
            keep_last=convention.keep_last,
        ),
        custom=AnchorWeights(
            first=convention.custom_first,
            lead=convention.custom_lead,
            opportunity=convention.custom_opportunity,
            closing=convention.custom_closing,
            rest=convention.custom_rest,
        ),
    )


@dataclass(frozen=True, slots=True)
class Decided:
    """The settings of one milestone, its word in addresses, and in a phrase what is done to its journeys."""

    convention: Convention
    word: str
    reworked: str


def decided() -> Sequence[Decided]:
    """The settings of every milestone in the order of the funnel."""
    return [
        Decided(convention, milestone.name.lower(), _reworked(convention))
        for milestone, convention in conventions().items()
    ]


def _reworked(convention: Convention) -> str:
    done = [phrase for name, phrase in REWORKS.items() if getattr(convention, name)]
    if convention.keep_last:
        done.append(f"the last {convention.keep_last} touches alone")
    return ", ".join(done)


REWORKS = {
    "reset": "open after the milestone before",
    "tails": "tails count",
    "collapse_repeats": "repeats in a row as one",
    "first_occurrence": "each channel once",
    "drop_direct": "without Direct",
}


def direct_channels() -> tuple[int, ...]:
    """Channels that stand for coming by oneself."""
    return tuple(Channel.objects.filter(is_direct=True).order_by("pk").values_list("pk", flat=True))


def _usual(milestone: Milestone) -> Convention:
    as_usual = usual(milestone)
    return Convention(
        milestone=milestone,
        unit=Unit[as_usual.unit_kind.name],
        lookback_days=as_usual.lookback_days,
        half_life_days=as_usual.half_life_days,
    )
