"""The way from an empty installation to the first numbers, step by step."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, QuerySet

from alignment.models import CampaignLink
from imports.models import Batch
from okrs.models import BusinessObjective, Cycle, KeyResult
from organisation.models import Organisation
from organisation.prepared import Given, prepared
from people.models import User
from people.policy import may


@dataclass(frozen=True, slots=True)
class Step:
    """`url_name` is empty for somebody whose role does not do this step; `by` says who does."""

    title: str
    why: str
    label: str
    url_name: str
    by: str
    is_done: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class Setup:
    steps: Sequence[Step]

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def is_complete(self) -> bool:
        return self.done == len(self.steps)


@dataclass(frozen=True, slots=True)
class _Plan:
    key: str
    title: str
    why: str
    label: str
    url_name: str
    action: str
    by: str


_PLANS = (
    _Plan("organisation", "Say who you are",
          "The company’s name, its reporting currency, its time zone and the month its fiscal year begins in. Money is "
          "converted and days are cut by these, so they come first.",
          "Fill in the organisation", "organisation", "organisation.edit", "An administrator"),
    _Plan("cycle", "Plan the calendar", "The quarter, half-year or year that objectives are for.",
          "Plan a cycle", "okrs:new_cycle", "okrs.cycles", "An executive or an administrator"),
    _Plan("business", "Write down what the business wants",
          "Business objectives with their priority, such as winning a segment or keeping customers.",
          "Add a business objective", "okrs:new_business_objective", "okrs.business", "An executive"),
    _Plan("key_result", "Set the first objective",
          "What marketing does for it this cycle, with a key result that has a baseline and a target.",
          "Set an objective", "okrs:new_objective", "okrs.edit", "An executive or a marketer"),
    _Plan("batch", "Import the first files", "Campaigns and what they cost, then the CRM’s export: accounts, contacts, "
          "opportunities, and what touched whom. A file with the columns of a template needs no mapping.",
          "Import a file", "imports:new", "imports.upload", "An analyst or a marketer"),
    _Plan("link", "Link campaigns to objectives",
          "Say which objective each campaign’s money is meant for. The page fills as soon as the first link is there.",
          "Open the mapping desk", "desk", "links.edit", "A marketer"),
)  # fmt: skip


def build(user: User) -> Setup:
    """Which steps are done, in one query."""
    done = dict(zip((plan.key for plan in _PLANS), _done(user=user.pk)[0], strict=True))
    following = next((key for key, is_done in done.items() if not is_done), "")
    return Setup([_step(plan, user, is_done=done[plan.key], is_next=plan.key == following) for plan in _PLANS])


@prepared
def _done(user: Given) -> QuerySet[User, tuple[bool, ...]]:
    return User.objects.filter(pk=user).values_list(
        Exists(Organisation.objects.filter(pk=1, set_up_at__isnull=False)),
        Exists(Cycle.objects.all()),
        Exists(BusinessObjective.objects.all()),
        Exists(KeyResult.objects.all()),
        Exists(Batch.objects.filter(state=Batch.State.LOADED)),
        Exists(CampaignLink.objects.all()),
    )


def _step(plan: _Plan, user: User, *, is_done: bool, is_next: bool) -> Step:
    url_name = plan.url_name if may(user, plan.action) else ""
    return Step(plan.title, plan.why, plan.label, url_name, plan.by, is_done, is_next)
