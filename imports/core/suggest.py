"""Which target a file is for, by its headings and its name."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from imports.core.columns import match_columns, normal_heading
from imports.core.preset import Preset, recognise
from imports.core.target import Target

NAMED_AFTER = 4.0
SURE_OF_PRESET = 100.0
OWN_NAMES = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A target that would take the file; the higher `score`, the better it fits."""

    target: str
    preset: str
    score: float


def suggest(
    headings: Sequence[str], *, name: str, targets: Collection[Target], presets: Collection[Preset]
) -> Sequence[Suggestion]:
    """Targets that find all they require among the headings, the best first. A vendor's signature beats all guesses."""
    found = []
    recognised = recognise(headings, presets)
    for target in targets:
        score = _score(headings, target)
        named = _named_after(name, target)
        if recognised and recognised.target == target.name:
            found.append(Suggestion(target.name, recognised.name, SURE_OF_PRESET + named))
        elif score > 0:
            found.append(Suggestion(target.name, "", score + named))
    return sorted(found, key=lambda suggestion: -suggestion.score)


def _score(headings: Sequence[str], target: Target) -> float:
    """Own column names count in full, other words for them by half.

    Nothing where a required column is missing, or where most of the file would stay behind.
    """
    match = match_columns(headings, {c.name: (c.name, c.label, *c.aliases) for c in target.columns})
    named = {key: name for key, name in target.name_keys.items() if name in match.places}
    if any(c.required and c.name not in match.places and c.name not in named for c in target.columns):
        return 0.0
    own = {normal_heading(heading) for heading in headings}
    exact = sum(1 for column in match.places if normal_heading(column) in own)
    if exact < OWN_NAMES and 2 * len(match.places) < len(headings):
        return 0.0
    by_name = sum(1 for key in named if key not in match.places)
    return exact + (len(match.places) - exact) / 2 - len(match.dropped) / 4 - by_name


def _named_after(name: str, target: Target) -> float:
    words = "_".join(re.findall(r"[a-z]+", name.lower()))
    return NAMED_AFTER if target.name in words or target.name.removesuffix("s") in words else 0.0
