"""One opportunity: its people, their touches, and its journey as the run would cut it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from attribution.core.conventions import settings_from
from attribution.core.journeys import Journey, Touch, transformed
from attribution.core.models import POOLED, Model
from attribution.core.portions import Known
from attribution.core.settings import Settings, Stage, UnitKind
from attribution.models import CreditBand, CreditRun, Milestone
from attribution.selectors.conventions import direct_channels
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
    """Touches that are weighed, oldest first; how many lie before the opening and after; `is_named`: by contact roles.

    `dropped`: touches inside that the settings leave out (repeats, Direct, all but the last few). `too_many`: more than
    MOST_TOUCHES touches; none are read then.
    """

    journey: Journey
    seen: Sequence[Seen]
    before: int
    after: int
    is_named: bool
    people: int
    opens_at: datetime
    ended_at: datetime
    dropped: int
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
    return replace(settings_from(stored, milestone), direct_channels=direct_channels())


def known_channels(run: CreditRun, milestone: Milestone) -> Known:
    """Removal effects by channel, and credit under the models of the whole, as the run found them."""
    bands = CreditBand.objects.filter(run=run, milestone=milestone, by="channel")
    rows = bands.filter(model__in=[Model.MARKOV_NORMALISED, *POOLED])
    effects: dict[int, float] = {}
    credit: dict[Model, dict[int, float]] = {}
    for model, channel, effect, conversions in rows.values_list("model", "channel_id", "removal_effect", "conversions"):
        code = UNKNOWN_CHANNEL if channel is None else channel
        if model in POOLED:
            credit.setdefault(Model(model), {})[code] = conversions
        elif effect is not None:
            effects[code] = effect
    return Known(effects, credit)


def journey_of(deal: Opportunity, *, milestone: Milestone, settings: Settings, zone: str) -> OpportunityJourney | None:
    """The journey to one milestone of a deal, read from the facts as they are now; None where it was not reached."""
    ended_at = reached(deal, zone=zone).get(milestone)
    if ended_at is None:
        return None
    travellers = _people(deal, settings.unit_kind)
    opens_at = _opening(deal, milestone, settings, ended_at=ended_at, zone=zone)
    lead_at, among = travellers.facts()
    touches = Touchpoint.objects.filter(contact__in=travellers.people)
    inside = Q(occurred_at__gte=opens_at, occurred_at__lt=ended_at + timedelta(seconds=1))
    counts = touches.aggregate(
        inside=Count("pk", filter=inside),
        before=Count("pk", filter=Q(occurred_at__lt=opens_at)),
        after=Count("pk", filter=Q(occurred_at__gte=ended_at + timedelta(seconds=1))),
    )
    too_many = counts["inside"] > MOST_TOUCHES
    inside_all = [] if too_many else _seen(touches.filter(inside))
    kept = set(transformed(tuple(one.touch for one in inside_all), settings))
    seen = [one for one in inside_all if one.touch in kept]
    stages = {Stage.LEAD: lead_at, Stage.OPPORTUNITY: deal.created_at}
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
        is_named=travellers.is_named,
        people=among,
        opens_at=opens_at,
        ended_at=ended_at,
        dropped=len(inside_all) - len(seen),
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


def _opening(deal: Opportunity, milestone: Milestone, settings: Settings, *, ended_at: datetime, zone: str) -> datetime:
    """When the journey opens: the look-back before it, or after the unit's previous milestone where that resets."""
    opens_at = ended_at - timedelta(seconds=settings.lookback)
    if not settings.reset:
        return opens_at
    moments = [reached(other, zone=zone).get(milestone) for other in _mates(deal, settings.unit_kind)]
    before = [moment for moment in moments if moment is not None and moment < ended_at]
    return max([opens_at, *(moment + timedelta(seconds=1) for moment in before)])


def _mates(deal: Opportunity, unit: UnitKind) -> Sequence[Opportunity]:
    """Deals of the same unit: of the same person, or of the same account where contact roles name nobody."""
    if unit is UnitKind.PERSON:
        person = _person(deal)
        named = Opportunity.objects.filter(contact_roles__contact__in=[person, *person.merged.all()]) if person else []
        return [other for other in dict.fromkeys(named) if _person(other) == person]
    if deal.account is None or deal.contact_roles.exists():
        return [deal]
    root = deal.account.merged_into_id or deal.account_id
    return list(Opportunity.objects.filter(_of_account(root), contact_roles__isnull=True))


def _of_account(root: int | None) -> Q:
    return Q(account=root) | Q(account__merged_into=root)


def _person(deal: Opportunity) -> Contact | None:
    """Who stands for the deal: the primary contact, or else the one that was named first."""
    role = deal.contact_roles.select_related("contact__merged_into").order_by("-is_primary", "pk").first()
    return None if role is None else role.contact.merged_into or role.contact


@dataclass(frozen=True, slots=True)
class _Travellers:
    """Whose touches count; and among `known`, who leads it and who is counted."""

    people: QuerySet[Contact]
    known: QuerySet[Contact]
    leads: Q
    counted: Q
    is_named: bool

    def facts(self) -> tuple[datetime | None, int]:
        """The earliest lead, and how many people there are."""
        found = self.known.aggregate(at=Min("lead_at", filter=self.leads), among=Count("pk", filter=self.counted))
        return found["at"], found["among"]


def _people(deal: Opportunity, unit: UnitKind) -> _Travellers:
    """The named contacts of a deal, or else everybody at its account; the earliest lead among them counts.

    Journeys of people have one person alone. Merged contacts bring their touches to their survivors.
    """
    roles = ContactRole.objects.filter(opportunity=deal).values("contact")
    named = Q(pk__in=roles)
    if unit is UnitKind.PERSON:
        person = _person(deal)
        mine = Q(pk=person.pk) | Q(merged_into=person) if person else Q(pk__in=[])
        return _Travellers(Contact.objects.filter(mine), Contact.objects.filter(mine | named), named, mine, True)
    known = deal.__dict__.get("is_named")  # `opportunities` has asked already
    if roles.exists() if known is None else known:
        everybody = Contact.objects.filter(named | Q(merged_into__in=roles))
        return _Travellers(everybody, everybody, named, Q(), True)
    if deal.account is None:
        return _Travellers(Contact.objects.none(), Contact.objects.none(), Q(), Q(), False)
    everybody = Contact.objects.filter(_of_account(deal.account.merged_into_id or deal.account_id))
    return _Travellers(everybody, everybody, Q(), Q(), False)


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
