"""What somebody owes beside check-ins: what their campaigns serve, and fresh numbers of their sources."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from alignment.models import CampaignLink, Exemption
from campaigns.models import Campaign
from campaigns.selectors import running_in
from imports.selectors import SourceHealth, sources_health
from okrs.models import Cycle
from organisation.core.calendar import Window
from people.models import User


@dataclass(frozen=True, slots=True)
class OwedElsewhere:
    """Campaigns that the person owns and that serve nothing named, and sources of theirs that are late."""

    campaigns: Sequence[Campaign]
    sources: Sequence[SourceHealth]

    def __len__(self) -> int:
        return len(self.campaigns) + len(self.sources)


def owed_elsewhere(user: User, *, cycle: Cycle | None, today: date, now: datetime) -> OwedElsewhere:
    """Of the cycle's campaigns those that run in it, are not exempt, and have no link on its nearest day."""
    late = [health for health in sources_health(now) if health.source.owner_id == user.pk and health.is_late]
    return OwedElsewhere(list(_unlinked(user, cycle, today)) if cycle else [], late)


def _unlinked(user: User, cycle: Cycle, today: date) -> Sequence[Campaign]:
    on = min(max(today, cycle.starts_on), cycle.ends_on - timedelta(days=1))
    mine = running_in(Window(cycle.starts_on, cycle.ends_on)).filter(owner=user)
    in_force = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))
    links = CampaignLink.objects.open_on(on).filter(campaign=OuterRef("pk"))
    exempt = Exemption.objects.filter(in_force, campaign=OuterRef("pk"))
    return list(mine.filter(~Exists(links), ~Exists(exempt)).order_by("name", "pk"))
