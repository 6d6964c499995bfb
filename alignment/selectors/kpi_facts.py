"""The KPIs that a cycle's money rests on, and what keeps them from being sound; a fixed number of queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from django.db.models import Count

from alignment.core.inputs import ScoreInputs
from alignment.core.situation import KpiFacts
from alignment.selectors.dated import link_rows
from alignment.selectors.keys import campaign_key, objective_key
from forecasts.core.leads.verdict import UNHEARD, Verdict
from forecasts.selectors.court import heard as heard_in_court
from kpis.core.matrix import is_outcome
from kpis.models import ExternalValue
from kpis.selectors import Paths, current_definitions
from kpis.selectors.matrix import entries_in_force
from okrs.models import Cycle, Objective

Pair = tuple[str, str]
LIVE = (Objective.State.DRAFT, Objective.State.ACTIVE)


@dataclass(frozen=True, slots=True)
class Measured:
    """KPIs in use; links that expect activity alone; business objectives for which any new link would be sound.

    `heard` is, by campaign, what the court of leading KPIs said of the activity its links expect.
    """

    kpis: Sequence[KpiFacts]
    vanity: frozenset[Pair]
    sound: frozenset[str]
    heard: Mapping[str, tuple[str, ...]]


def kpi_facts(cycle: Cycle, inputs: ScoreInputs, ways: Paths) -> Measured:
    """Judged by the same paths as the links of `inputs`."""
    known = {(link.campaign, link.objective) for link in inputs.links if link.contributing}
    rows = [row for row in link_rows(cycle, inputs.as_of) if _pair(row) in known and row["role"] == "contributing"]
    definitions = {row.key: row for row in current_definitions()}
    said = {kpi: one for (kpi, outcome), one in heard_in_court().items() if not outcome}
    looked_at: dict[int, list[str]] = defaultdict(list)
    for kpi, objective in entries_in_force([cycle]):
        looked_at[objective].append(kpi)
    activity = {key for key, row in definitions.items() if not is_outcome(row.tier)}
    ends: dict[Pair, list[frozenset[str]]] = defaultdict(list)
    vain: dict[Pair, list[bool]] = defaultdict(list)
    heard: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        asked = {"objective": row["aim"], "key_result": row["key_result_id"], "expected": row["expected_kpi"]}
        found = ways.ends(**asked)
        ends[_pair(row)].append(found)
        expected = {row["expected_kpi"]} & activity or activity.intersection(looked_at[row["aim"]])
        vain[_pair(row)].append(
            ways.outcomes.isdisjoint(found)
            and not any(kpi in said and said[kpi].verdict == Verdict.LEADS for kpi in expected)
            and (row["expected_kpi"] in activity or row["aim"] in ways.supported)
        )
        heard[campaign_key(row["campaign_id"])] |= {
            f"{shorten(definitions[kpi].name, 60, placeholder='…')} ({said[kpi].words if kpi in said else UNHEARD})"
            for kpi in expected
        }
    editors = dict(ExternalValue.objects.order_by().values_list("name").annotate(n=Count("owner", distinct=True)))
    in_use = {end for found in ends.values() for each in found for end in each}
    return Measured(
        kpis=[_kpi(definitions[key], ends, ways, editors) for key in sorted(in_use) if key in definitions],
        vanity=frozenset(pair for pair, found in vain.items() if all(found)),
        sound=_sound(cycle, ways),
        heard={campaign: tuple(sorted(words)) for campaign, words in heard.items()},
    )


def _kpi(row: Any, ends: Mapping[Pair, list[frozenset[str]]], ways: Paths, editors: Mapping[str, int]) -> KpiFacts:
    rests = sorted(pair for pair, found in ends.items() if any(row.key in each for each in found))
    mends = [pair for pair in rests if all(row.key in each for each in ends[pair] if ways.sound.isdisjoint(each))]
    return KpiFacts(
        key=row.key,
        name=row.name,
        is_outcome=row.key in ways.outcomes,
        is_owned=row.owner_id is not None,
        is_sourced=bool(row.source),
        is_fresh=row.key in ways.fresh,
        editors=editors.get(row.key, 0),
        is_typed=not row.formula,
        rests=tuple(rests),
        mends=tuple(mends),
    )


def _sound(cycle: Cycle, ways: Paths) -> frozenset[str]:
    """Business objectives all of whose live objectives have a sound path."""
    found: dict[int, list[bool]] = defaultdict(list)
    rows = Objective.objects.filter(cycle=cycle, state__in=LIVE, business_objective__isnull=False)
    for pk, serves in rows.order_by().values_list("pk", "business_objective_id"):
        found[serves].append(ways.is_sound(objective=pk))
    return frozenset(objective_key(serves) for serves, sound in found.items() if all(sound))


def _pair(row: Mapping[str, Any]) -> Pair:
    return campaign_key(row["campaign_id"]), objective_key(row["serves"]) if row["serves"] else ""
