"""Credit of one run as facts of the score; a fixed number of queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import sqrt

from alignment.core.inputs import CreditFacts
from alignment.selectors.keys import campaign_key, objective_key
from attribution import selectors as attribution
from attribution.models import CreditRun, Milestone
from okrs.selectors.plan import business_objectives_between
from organisation.core.calendar import Window
from organisation.core.scope import Scope

EVIDENCE_MILESTONE = Milestone.OPPORTUNITY
NOTHING = Decimal(0)


def credit_facts(run: CreditRun, window: Window, *, locked_model: str) -> Mapping[str, Sequence[CreditFacts]]:
    """By model: each campaign's credited milestones, in all and inside each business objective that has a scope.

    Standard errors are kept for the locked model; parts of the business hold other milestones, so theirs are
    independent.
    """
    inside = _inside(window)
    totals: dict[tuple[str, int], Decimal] = defaultdict(lambda: NOTHING)
    parts: dict[tuple[str, int], dict[int, Decimal]] = defaultdict(lambda: defaultdict(lambda: NOTHING))
    noise: dict[tuple[str, int], dict[int | None, float]] = defaultdict(lambda: defaultdict(float))
    for row in attribution.milestones_by_scope(run, milestone=EVIDENCE_MILESTONE, window=window):
        place = (row.model, row.campaign_id)
        totals[place] += row.conversions
        for objective in inside.get(row.scope_id, ()):
            parts[place][objective] += row.conversions
        if row.model == locked_model and row.variance is not None:
            for key in (None, *inside.get(row.scope_id, ())):
                noise[place][key] += row.variance
    found: dict[str, list[CreditFacts]] = defaultdict(list)
    for (model, campaign), whole in sorted(totals.items()):
        spread = noise.get((model, campaign), {})
        found[model].append(
            CreditFacts(
                campaign=campaign_key(campaign),
                milestones=float(whole),
                inside={objective_key(pk): float(part) for pk, part in parts[model, campaign].items()},
                errors={objective_key(pk): sqrt(v) for pk, v in spread.items() if pk is not None},
                error=sqrt(spread[None]) if None in spread else None,
            )
        )
    return found


def milestones_inside(run: CreditRun, window: Window) -> tuple[Decimal, Mapping[str, Decimal]]:
    """All milestones of the CRM in the window, and those inside the scope of each business objective that has one."""
    inside = _inside(window)
    whole, parts = NOTHING, defaultdict(lambda: NOTHING)
    for scope, number in attribution.conversions_by_scope(run, milestone=EVIDENCE_MILESTONE, window=window).items():
        whole += number
        for objective in inside.get(scope, ()):
            parts[objective_key(objective)] += number
    return whole, parts


def _inside(window: Window) -> Mapping[int, Sequence[int]]:
    """By combination of dimensions, the business objectives in whose scope it lies."""
    there = business_objectives_between(window.starts_on, window.ends_on)
    scopes = {row.pk: Scope.from_mapping(row.scope) for row in there}
    return {
        combination: [objective for objective, scope in scopes.items() if scope and scope.contains(values)]
        for combination, values in attribution.combinations().items()
    }
