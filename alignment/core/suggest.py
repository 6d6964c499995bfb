"""What an unmapped campaign probably serves, with the reasons in words. Points are ours and stand in `POINTS`."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from organisation.core.scope import DIMENSIONS, Scope

POINTS: Mapping[str, float] = {"theme": 3.0, "audience": 2.0, "word": 1.0, "channel": 1.0}
MOST_WORDS = 3
ENOUGH = 1.0
SHORTEST_WORD = 4
_EMPTY = """about after campaign from have into more new over plan quarter spring summer autumn winter than that their
this with year your marketing"""
EMPTY_WORDS = frozenset(_EMPTY.split())


@dataclass(frozen=True, slots=True)
class CampaignToMap:
    """A campaign by what can be compared."""

    key: int
    name: str
    theme: str = ""
    channel: str = ""
    scope: Scope = field(default_factory=Scope)


@dataclass(frozen=True, slots=True)
class AimToServe:
    """An objective or key result, by the words it is described in and the scope of its business objective."""

    key: str
    name: str
    text: str = ""
    scope: Scope = field(default_factory=Scope)


@dataclass(frozen=True, slots=True)
class Precedent:
    """A campaign that was linked to an aim."""

    aim: str
    theme: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    aim: str
    name: str
    points: float
    reasons: tuple[str, ...]


class Suggester:
    """Everything that is the same for all campaigns, indexed once: n suggestions cost n, not n × aims."""

    def __init__(self, aims: Sequence[AimToServe], precedents: Iterable[Precedent] = ()) -> None:
        self._aims = {aim.key: aim for aim in aims}
        self._by_word: dict[str, list[str]] = defaultdict(list)
        self._by_value: dict[tuple[str, str], list[str]] = defaultdict(list)
        for aim in aims:
            for word in words(f"{aim.name} {aim.text}"):
                self._by_word[word].append(aim.key)
            for dimension in DIMENSIONS:
                for value in getattr(aim.scope, dimension):
                    self._by_value[dimension, value].append(aim.key)
        self._themes, self._channels = _counted(precedents, self._aims)

    def suggest(self, campaign: CampaignToMap) -> Suggestion | None:
        """The aim with the most points, of equals an objective, then by name; None where nothing speaks for any."""
        points: dict[str, float] = defaultdict(float)
        reasons: dict[str, list[str]] = defaultdict(list)
        for name, kind, counts in (
            (campaign.theme, "theme", self._themes),
            (campaign.channel, "channel", self._channels),
        ):
            found = counts.get(name, Counter()) if name else Counter()
            linked = sum(found.values())
            for aim, times in found.items():
                points[aim] += POINTS[kind] * times / linked
                reasons[aim].append(f"{times} of {linked} linked campaigns of {kind} {name} serve it")
        for aim, values in self._audience(campaign.scope).items():
            points[aim] += POINTS["audience"]
            reasons[aim].append(f"same audience: {', '.join(values)}")
        for aim, shared in self._words(campaign).items():
            points[aim] += POINTS["word"] * min(len(shared), MOST_WORDS)
            reasons[aim].append(f"shares the word{'s' if len(shared) > 1 else ''} {', '.join(shared)}")
        best = min(points, key=lambda aim: (-points[aim], aim[0] == "k", self._aims[aim].name, aim), default=None)
        if best is None or points[best] < ENOUGH:
            return None
        return Suggestion(best, self._aims[best].name, points[best], tuple(reasons[best]))

    def _audience(self, scope: Scope) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for dimension in DIMENSIONS:
            for value in getattr(scope, dimension):
                for aim in self._by_value.get((dimension, value), ()):
                    found[aim].append(value)
        return found

    def _words(self, campaign: CampaignToMap) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word in sorted(words(f"{campaign.name} {campaign.theme}")):
            for aim in self._by_word.get(word, ()):
                found[aim].append(word)
        return found


def words(text: str) -> frozenset[str]:
    """Words that can tell two texts apart: lower case, singular, four letters or more.

    >>> sorted(words("Win Mid-sized firms with a webinar"))
    ['firm', 'sized', 'webinar']
    """
    parts = re.findall(r"[^\W\d_]+", text.lower())
    bare = (part[:-1] if part.endswith("s") and not part.endswith("ss") else part for part in parts)
    return frozenset(part for part in bare if len(part) >= SHORTEST_WORD and part not in EMPTY_WORDS)


def _counted(
    precedents: Iterable[Precedent], known: Mapping[str, AimToServe]
) -> tuple[Mapping[str, Counter[str]], Mapping[str, Counter[str]]]:
    themes: dict[str, Counter[str]] = defaultdict(Counter)
    channels: dict[str, Counter[str]] = defaultdict(Counter)
    for precedent in precedents:
        if precedent.aim in known:
            themes[precedent.theme][precedent.aim] += 1
            channels[precedent.channel][precedent.aim] += 1
    return themes, channels
