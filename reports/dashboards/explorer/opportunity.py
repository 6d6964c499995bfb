"""One opportunity: its touches in time, and what every model gives each of them and why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial

from attribution import selectors
from attribution.core.models import POOLED, Model
from attribution.core.portions import Known, portions, reason, roles
from attribution.core.settings import Settings
from attribution.models import CreditRun, Milestone, Unit
from attribution.selectors import OpportunityJourney
from crm.models import Opportunity
from organisation.core.money import shares_to_cents
from organisation.core.show import percent
from reports.dashboards.explorer import words
from reports.dashboards.explorer.question import DEFAULT_MODEL, source_of
from reports.figures.drawing import Drawing
from reports.figures.journeys import Dot, one_journey


@dataclass(frozen=True, slots=True)
class TouchRow:
    """One touch: what it was, its part under the chosen model and why, and its part under every model."""

    place: int
    at: datetime
    days_before: int
    channel: str
    campaign: str
    campaign_id: int | None
    asset: str
    person: str
    roles: Sequence[str]
    share: float
    amount: Decimal | None
    why: str
    shares: Sequence[float]


@dataclass(frozen=True, slots=True)
class OpportunityPage:
    """`journey` is None where the milestone was not reached; `no_credit` says why nobody gets credit.

    `run` is None where no run has journeys of this unit.
    """

    deal: Opportunity
    milestone: Milestone
    milestones: Sequence[Milestone]
    unit: Unit
    run: CreditRun | None
    model: Model
    models: Sequence[tuple[Model, str]]
    journey: OpportunityJourney | None
    lookback: int
    rows: Sequence[TouchRow]
    no_credit: str
    sentence: str
    drawing: Drawing | None

    @property
    def word(self) -> str:
        """The milestone as a heading says it: being created, being won."""
        return "being won" if self.milestone is Milestone.WON else "being created"

    @property
    def is_pooled(self) -> bool:
        """Whether the chosen model knows all milestones together only."""
        return self.model in POOLED


def build(
    deal: Opportunity,
    *,
    run: CreditRun,
    milestone: Milestone | None,
    model: Model,
    zone: str,
    unit: str = "",
    other: CreditRun | None = None,
) -> OpportunityPage:
    """The journey as the facts are now, weighed as in the run; `unit`: person or account; `other`: that unit's run."""
    reached = selectors.reached(deal, zone=zone)
    chosen = milestone if milestone and milestone in reached else max(reached, default=Milestone.OPPORTUNITY)
    travellers, source = source_of(unit, chosen, run=run, other=other)
    settings = selectors.settings_of_run(source or run, chosen)
    found = selectors.journey_of(deal, milestone=chosen, settings=settings, zone=zone) if source else None
    channels = selectors.known_channels(source, chosen) if source else Known()
    weights = portions(found.journey, settings, known=channels) if found and found.seen else {}
    models = [known for known in Model if known in weights] or list(words.CHOOSABLE)
    model = model if model in models else DEFAULT_MODEL
    rows = _rows(deal, found, weights, models, model, partial(_why, model=model, settings=settings, known=channels))
    no_credit = "" if rows else _no_credit(found, travellers, is_computed=source is not None)
    sentence = _sentence(rows, chosen, model, no_credit)
    return OpportunityPage(
        deal=deal,
        milestone=chosen,
        milestones=sorted(reached),
        unit=travellers,
        run=source,
        model=model,
        models=[(known, words.MODELS[known]) for known in models],
        journey=found,
        lookback=round(settings.lookback_days),
        rows=rows,
        no_credit=no_credit,
        sentence=sentence,
        drawing=_drawing(deal, found, rows, chosen, model, sentence) if found and rows else None,
    )


def _rows(
    deal: Opportunity,
    found: OpportunityJourney | None,
    weights: Mapping[Model, Sequence[float]],
    models: Sequence[Model],
    model: Model,
    why: Callable[[OpportunityJourney, int], str],
) -> list[TouchRow]:
    if found is None or not found.seen:
        return []
    marks = roles(found.journey)
    amounts = shares_to_cents(deal.reported, weights[model]) if deal.reported is not None else None
    return [
        TouchRow(
            place=at + 1,
            at=one.at,
            days_before=(found.ended_at - one.at).days,
            channel=one.channel,
            campaign=one.campaign,
            campaign_id=one.touch.campaign,
            asset=one.asset,
            person=one.person,
            roles=marks[at],
            share=weights[model][at],
            amount=amounts[at] if amounts else None,
            why=why(found, at),
            shares=[weights[known][at] for known in models],
        )
        for at, one in enumerate(found.seen)
    ]


def _why(found: OpportunityJourney, at: int, *, model: Model, settings: Settings, known: Known) -> str:
    return reason(model, found.journey, at, settings, known=known)


def _no_credit(found: OpportunityJourney | None, unit: Unit, *, is_computed: bool) -> str:
    if not is_computed:
        return f"Journeys of {unit.label.lower()} have not been computed for this milestone."
    if found is None:
        return "It has no day of creation, so no journey leads to it."
    if found.too_many:
        return "It has more touches than a page can weigh; its credit is in the totals."
    if not found.people and unit is Unit.PERSON:
        return "No contact role names a person, so nobody’s journey led to it."
    if not found.people:
        return "It names neither an account with people nor contact roles, so no touch can be found."
    if found.before:
        return "All touches before it lie outside the look-back."
    if found.after:
        return "It was touched only after it had happened."
    return "None of its people was ever touched." if found.is_named else "Nobody at its account was ever touched."


def _sentence(rows: Sequence[TouchRow], milestone: Milestone, model: Model, no_credit: str) -> str:
    if not rows:
        return no_credit.rstrip(".")
    best = max(rows, key=lambda row: row.share)
    count = f"{len(rows)} touch{'' if len(rows) == 1 else 'es'}"
    name = best.campaign or best.channel
    return f"{count} before it; {words.MODELS[model]} gives {percent(best.share)} to {name}"


def _drawing(
    deal: Opportunity,
    found: OpportunityJourney,
    rows: Sequence[TouchRow],
    milestone: Milestone,
    model: Model,
    sentence: str,
) -> Drawing:
    word = words.MILESTONES[milestone][0]
    marks = [(found.ended_at, "Won" if milestone is Milestone.WON else "Created")]
    if milestone is Milestone.WON and deal.created_at and deal.created_at >= found.opens_at:
        marks.insert(0, (deal.created_at, "Created"))
    return one_journey(
        [Dot(row.at, row.channel, row.campaign or row.channel, row.share) for row in rows],
        marks=marks,
        finding=sentence,
        reading=f"A touch is as large as the share that {words.MODELS[model]} gives it.",
        caption=f"Touches within {(found.ended_at - found.opens_at).days} days before the {word}",
    )
