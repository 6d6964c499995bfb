"""Which campaign a name most likely means, to be offered and never taken silently."""

import re
from collections.abc import Mapping, Sequence

LEAST = 0.6  # share of the words of the shorter name that both have


def likeliest(names: Sequence[str], campaigns: Mapping[int, str]) -> Mapping[str, int]:
    """The campaign with the most words in common, by name; nothing where two are as near or none is near.

    >>> likeliest(["spring_sale-2026"], {1: "Spring sale", 2: "Summer sale"})
    {'spring_sale-2026': 1}
    """
    words = {pk: _words(name) for pk, name in campaigns.items()}
    found = {}
    for name in names:
        own = _words(name)
        scores = sorted(((_common(own, theirs), pk) for pk, theirs in words.items()), reverse=True)[:2]
        if scores and scores[0][0] >= LEAST and (len(scores) < 2 or scores[0][0] > scores[1][0]):
            found[name] = scores[0][1]
    return found


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", name.lower()))


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared words over those of the shorter name; a longer likeness breaks ties."""
    shared = len(one & other)
    return shared / min(len(one), len(other)) + shared / 1000 if shared else 0.0
