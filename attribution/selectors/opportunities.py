"""One opportunity: its people, their touches, and its journey as the run would cut it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from attribution.core.journeys import Journey, Touch
from attribution.core.models import Model
from attribution.core.portions import Effects
from attribution.core.settings import Settings, Stage, UnitKind
from attribution.models import CreditBand, CreditRun, Milestone
from campaigns.models import Channel
from crm.models import Contact, ContactRole, Opportunity, StageEvent, Touchpoint

MOST_TOUCHES = 2000
UNKNOWN_CHANNEL = -1


@dataclass(frozen=True, slots=True)
class Seen:
    """A touch as people read it."""

    touch: Touch
    at: datetime
    channel: str
    campaign: str
    asset: str
    person: str
    kind: str


@dataclass(frozen=True, slots=True)
class OpportunityJourney:
    """Touches inside the look-back, oldest first; how many lie before and after; `is_named`: by contact roles.

    `too_many`: more than MOST_TOUCHES touches; none are read then.
    """

    journey: Journey
    seen: Sequence[Seen]
    before: int
    after: int
    is_named: bool
    people: int
    opens_at: datetime
    ended_at: datetime
    too_many: bool
    stage_events: Sequence[StageEvent]

    @property
    def outside(self) -> int:
        return self.before + self.after


def opportunities(*, words: str = "", outcome: str = "", campaign: int | None = None) -> QuerySet[Opportunity]:
    """Opportunities by name, account or id at the source, newest first; those of people whom a campaign touched."""
    roles = ContactRole.objects.filter(opportunity=OuterRef("pk"))
    rows = Opportunity.objects.select_related("account").annotate(is_named=Exists(roles))
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(account__name__icontains=word) | Q(external_id__iexact=word))
    if outcome in Opportunity.Outcome.values:
        rows = rows.filter(outcome=outcome)
    if campaign is not None:
        touched = Contact.objects.filter(touchpoints__campaign=campaign)
        named = ContactRole.objects.filter(opportunity=OuterRef("pk"), contact__in=touched)
        rows = rows.filter(Exists(named) | Q(is_named=False, account__in=touched.values("account")))
    return rows.order_by("-created_at", "-pk")


def settings_of_run(run: CreditRun, milestone: Milestone) -> Settings:
    """How the run cut and weighed the journeys of a milestone."""
    stored = run.settings.get(milestone.name.lower(), {})
    return Settings(
        milestone=Stage(milestone),
        unit_kind=UnitKind[str(stored.get("unit", "account")).upper()],
        lookback_days=stored.get("lookback_days", 365.0),
        half_life_days=stored.get("half_life_days", 30.0),
        reset=stored.get("reset", False),
        direct_channels=tuple(Channel.objects.filter(is_direct=True).values_list("pk", flat=True)),
    )


def removal_effects(run: CreditRun, milestone: Milestone) -> Effects:
    """Removal effects by channel, as the run found them."""
    bands = CreditBand.objects.filter(run=run, milestone=milestone, by="channel", model=Model.MARKOV_NORMALISED)
    found = bands.filter(removal_effect__isnull=False).values_list("channel_id", "removal_effect")
    return {UNKNOWN_CHANNEL if channel is None else channel: effect for channel, effect in found}


def journey_of(deal: Opportunity, *, milestone: Milestone, settings: Settings, zone: str) -> OpportunityJourney | None:
    """The journey to one milestone of a deal, read from the facts as they are now; None where it was not reached."""
    ended_at = reached(deal, zone=zone).get(milestone)
    if ended_at is None:
        return None
    opens_at = ended_at - timedelta(seconds=settings.lookback)
    people, leading, is_named = _people(deal)
    known = people.aggregate(people=Count("pk"), lead=Min("lead_at", filter=leading))
    touches = Touchpoint.objects.filter(contact__in=people)
    inside = Q(occurred_at__gte=opens_at, occurred_at__lt=ended_at + timedelta(seconds=1))
    counts = touches.aggregate(
        inside=Count("pk", filter=inside),
        before=Count("pk", filter=Q(occurred_at__lt=opens_at)),
        after=Count("pk", filter=Q(occurred_at__gte=ended_at + timedelta(seconds=1))),
    )
    too_many = counts["inside"] > MOST_TOUCHES
    seen = [] if too_many else _seen(touches.filter(inside))
    stages = {Stage.LEAD: known["lead"], Stage.OPPORTUNITY: deal.created_at}
    journey = Journey(
        journey_id=deal.pk,
        touches=tuple(one.touch for one in seen),
        ended_at=_second(ended_at),
        value=float(deal.reported or 0),
        stages={int(stage): _second(at) for stage, at in stages.items() if at is not None},
    )
    return OpportunityJourney(
        journey=journey,
        seen=seen,
        before=counts["before"],
        after=counts["after"],
        is_named=is_named,
        people=known["people"],
        opens_at=opens_at,
        ended_at=ended_at,
        too_many=too_many,
        stage_events=list(deal.stage_events.all()),
    )


def reached(deal: Opportunity, *, zone: str) -> Mapping[Milestone, datetime]:
    """The seconds at which a deal reached its milestones; it is won at the end of the day it was closed on."""
    found = {}
    if deal.created_at:
        found[Milestone.OPPORTUNITY] = deal.created_at.replace(microsecond=0)
    if deal.outcome == Opportunity.Outcome.WON and deal.closed_on:
        night = datetime.combine(deal.closed_on + timedelta(days=1), datetime.min.time(), tzinfo=ZoneInfo(zone))
        found[Milestone.WON] = night.astimezone(UTC) - timedelta(seconds=1)
    return found


def _people(deal: Opportunity) -> tuple[QuerySet[Contact], Q, bool]:
    """The named contacts of a deal, or else everybody at its account, with those whose becoming a lead counts.

    Merged contacts bring their touches to their survivors.
    """
    roles = ContactRole.objects.filter(opportunity=deal).values("contact")
    known = deal.__dict__.get("is_named")  # `opportunities` has asked already
    if roles.exists() if known is None else known:
        return Contact.objects.filter(Q(pk__in=roles) | Q(merged_into__in=roles)), Q(pk__in=roles), True
    if deal.account is None:
        return Contact.objects.none(), Q(), False
    root = deal.account.merged_into_id or deal.account_id
    return Contact.objects.filter(Q(account=root) | Q(account__merged_into=root)), Q(), False


def _seen(touches: QuerySet[Touchpoint]) -> list[Seen]:
    rows = touches.select_related("campaign__channel", "channel", "asset", "contact").order_by("occurred_at", "pk")
    found = []
    for row in rows:
        channel = row.channel or (row.campaign.channel if row.campaign else None)
        touch = Touch(
            touch_id=row.pk,
            unit_id=0,
            occurred_at=_second(row.occurred_at),
            channel=channel.pk if channel else UNKNOWN_CHANNEL,
            campaign=row.campaign_id,
        )
        found.append(
            Seen(
                touch,
                row.occurred_at,
                channel.name if channel else "Channel unknown",
                row.campaign.name if row.campaign else row.campaign_label,
                row.asset.name if row.asset else "",
                str(row.contact),
                row.kind,
            )
        )
    return sorted(found, key=lambda one: (one.touch.occurred_at, one.touch.touch_id))


def _second(at: datetime) -> int:
    return int(at.timestamp() // 1)
