"""What campaigns of a cycle can be linked to, and what they are linked to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from alignment.models import CampaignLink, Exemption
from okrs.models import Cycle, KeyResult, Objective

LIVE = (Objective.State.DRAFT, Objective.State.ACTIVE)


@dataclass(frozen=True, slots=True)
class Aim:
    """An objective with its key results; `key` is how forms and addresses name it ("o12", its key results "k34")."""

    objective: Objective
    key_results: Sequence[KeyResult]

    @property
    def key(self) -> str:
        return f"o{self.objective.pk}"


def aims(cycle: Cycle) -> Sequence[Aim]:
    """Objectives of the cycle that are not dropped, each with its live key results."""
    objectives = Objective.objects.filter(cycle=cycle, state__in=LIVE).select_related("business_objective")
    parts: dict[int, list[KeyResult]] = {}
    for row in KeyResult.objects.filter(
        objective__cycle=cycle, objective__state__in=LIVE, state=KeyResult.State.ACTIVE
    ):
        parts.setdefault(row.objective_id, []).append(row)
    return [Aim(row, parts.get(row.pk, [])) for row in objectives]


def aims_by_key(cycle: Cycle) -> Mapping[str, Objective | KeyResult]:
    """Everything that can be linked to in the cycle, by "o12" or "k34"."""
    found: dict[str, Objective | KeyResult] = {}
    for aim in aims(cycle):
        found[aim.key] = aim.objective
        found |= {f"k{row.pk}": row for row in aim.key_results}
    return found


def links_of(campaign: int) -> QuerySet[CampaignLink]:
    """All links a campaign ever had, the newest first."""
    rows = CampaignLink.objects.filter(campaign=campaign).order_by("-since", "-share", "pk")
    return rows.select_related("objective__cycle", "key_result__objective__cycle", "declared_by", "campaign")


def exemption_on(campaign: int, day: date) -> Exemption | None:
    in_force = Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))
    return Exemption.objects.filter(in_force, campaign=campaign).select_related("declared_by").first()
