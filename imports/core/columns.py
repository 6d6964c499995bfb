"""Which column of a file is which column of a target: by name, never by position."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """The file's headings by place, for every target column found; what is left is dropped and said."""

    places: Mapping[str, int]
    dropped: tuple[str, ...] = ()
    doubtful: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def normal_heading(heading: str) -> str:
    """Lower case, no accents, words only: `Début des rapports` and `debut_des_rapports` are one name.

    >>> normal_heading("Amount spent (EGP)")
    'amount spent egp'
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", heading)
    plain = unicodedata.normalize("NFKD", spaced)
    letters = "".join(character for character in plain if not unicodedata.combining(character)).lower()
    return " ".join(re.findall(r"[^\W_]+", letters))


def unique_headings(headings: Sequence[str]) -> tuple[str, ...]:
    """The headings as shown: blanks named by place, repeats numbered.

    >>> unique_headings(["Name", "", "Name"])
    ('Name', 'column 2', 'Name (2)')
    """
    seen: dict[str, int] = {}
    named = []
    for place, heading in enumerate(headings, start=1):
        label = heading.strip().lstrip("\ufeff") or f"column {place}"
        seen[label] = seen.get(label, 0) + 1
        named.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return tuple(named)


def match_columns(headings: Sequence[str], aliases: Mapping[str, Sequence[str]]) -> ColumnMatch:
    """Find each target column among the headings, trying its aliases in order.

    An alias ending in `*` matches any heading that begins with it (`Amount spent (*`, for a currency in brackets).
    A column for which two headings match the same alias is doubtful: the user chooses.
    """
    normal = [normal_heading(heading) for heading in headings]
    places: dict[str, int] = {}
    doubtful: dict[str, tuple[str, ...]] = {}
    taken: set[int] = set()
    for column, names in aliases.items():
        for name in names:
            hits = [place for place, heading in enumerate(normal) if place not in taken and _is_named(heading, name)]
            if len(hits) > 1:
                doubtful[column] = tuple(headings[place] for place in hits)
            if hits:
                places[column] = hits[0]
                taken.add(hits[0])
                break
    dropped = tuple(heading for place, heading in enumerate(headings) if place not in taken)
    return ColumnMatch(places=places, dropped=dropped, doubtful=doubtful)


def _is_named(heading: str, alias: str) -> bool:
    if alias.endswith("*"):
        return heading.startswith(normal_heading(alias[:-1]))
    return heading == normal_heading(alias)
