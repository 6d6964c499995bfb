"""The links and exemptions of a cycle with their days; links to what was dropped end on that day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from alignment.core.dated import DatedLink
from alignment.core.evidence import EvidenceClass
from alignment.models import CampaignLink, Exemption
from alignment.selectors.keys import campaign_key, objective_key
from kpis.selectors import Paths
from okrs.models import Cycle
from okrs.selectors.cycles import with_those_inside


@dataclass(frozen=True, slots=True)
class Stranding:
    """A link that went on after its objective was dropped."""

    campaign: int
    objective: int
    dropped: str
    dropped_on: date
    share: Decimal
    until: date | None
    successor: int | None


def dated_links(cycle: Cycle, *, on: date, ways: Paths) -> Sequence[DatedLink]:
    """Links to objectives of the cycle, and of cycles inside it, that serve a business objective, up to the day."""
    found = []
    for row in link_rows(cycle, on, inside=True):
        serves, dropped_on, until = row["serves"], row["dropped_on"], row["until"]
        if serves is None:
            continue
        if dropped_on is not None:
            until = dropped_on if until is None else min(until, dropped_on)
        if until is not None and until <= row["since"]:
            continue
        found.append(
            DatedLink(
                campaign=campaign_key(row["campaign_id"]),
                objective=objective_key(serves),
                share=row["share"],
                since=row["since"],
                until=until,
                contributing=row["role"] == CampaignLink.Role.CONTRIBUTING,
                evidence=EvidenceClass(row["evidence"]),
                sound_path=ways.is_sound(
                    objective=row["aim"], key_result=row["key_result_id"], expected=row["expected_kpi"]
                ),
            )
        )
    return found


def strandings(cycle: Cycle, *, on: date) -> Sequence[Stranding]:
    """Contributing links still open on a day on which their objective had been dropped."""
    return [
        Stranding(
            row["campaign_id"],
            row["aim"],
            row["aim_name"],
            row["dropped_on"],
            row["share"],
            row["until"],
            row["successor"],
        )
        for row in link_rows(cycle, on, inside=True)
        if row["dropped_on"] is not None
        and row["dropped_on"] <= on
        and row["share"]
        and (row["until"] is None or row["until"] > row["dropped_on"])
    ]


def exempt_days(window_starts: date, on: date) -> Mapping[int, Sequence[tuple[date, date | None]]]:
    """By campaign, the stretches of days on which somebody said that it serves no objective, and why."""
    rows = Exemption.objects.filter(since__lte=on).filter(Q(until__isnull=True) | Q(until__gt=window_starts))
    found: dict[int, list[tuple[date, date | None]]] = {}
    for campaign, since, until in rows.order_by("campaign_id", "since").values_list("campaign_id", "since", "until"):
        found.setdefault(campaign, []).append((since, until))
    return found


def link_rows(cycle: Cycle, on: date, *, inside: bool = False) -> Sequence[Mapping[str, Any]]:
    """Links of the cycle that began by the day, with what they serve and whether that was dropped; with `inside` those
    of the shorter cycles in it as well."""
    cycles = with_those_inside(cycle) if inside else [cycle]
    of_cycle = Q(objective__cycle__in=cycles) | Q(key_result__objective__cycle__in=cycles)
    rows = CampaignLink.objects.overlapping(cycle.starts_on, cycle.ends_on).filter(of_cycle, since__lte=on)
    named = {
        "aim": Coalesce(F("objective_id"), F("key_result__objective_id")),
        "aim_name": Coalesce(F("objective__name"), F("key_result__objective__name")),
        "serves": Coalesce(F("objective__business_objective_id"), F("key_result__objective__business_objective_id")),
        "dropped_on": Coalesce(F("objective__dropped_on"), F("key_result__objective__dropped_on")),
        "successor": Coalesce(
            F("objective__superseded_by__business_objective_id"),
            F("key_result__objective__superseded_by__business_objective_id"),
        ),
    }
    fields = ("campaign_id", "share", "role", "evidence", "since", "until", "key_result_id", "expected_kpi", "pk")
    return list(rows.annotate(**named).order_by("campaign_id", "since", "pk").values(*fields, *named))
