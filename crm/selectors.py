"""Read what is known of people, and of the names that sources write."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Max, Model, Q, QuerySet, Sum

from crm.models import (
    Account,
    Contact,
    ContactRole,
    NameRule,
    Opportunity,
    Order,
    PersonRequest,
    SalesActivity,
    Touchpoint,
)
from organisation.core.calendar import Window


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much is kept about one person: `contacts` are all rows of theirs, also merged ones."""

    contacts: tuple[int, ...]
    sources: tuple[str, ...]
    touchpoints: int
    roles: int
    activities: int
    orders: int


def holdings(email: str) -> Holdings | None:
    """What is kept about the person with this address, in whatever case it is written; None for a stranger."""
    found = Contact.objects.filter(email__iexact=email.strip())
    roots = {pk for pair in found.values_list("pk", "merged_into_id") for pk in pair if pk} if email.strip() else set()
    if not roots:
        return None
    same = Contact.objects.filter(Q(pk__in=roots) | Q(merged_into__in=roots)).order_by("pk")
    ids = tuple(same.values_list("pk", flat=True))
    return Holdings(
        contacts=ids,
        sources=tuple(sorted(set(same.values_list("source", flat=True)))),
        touchpoints=Touchpoint.objects.filter(contact__in=ids).count(),
        roles=ContactRole.objects.filter(contact__in=ids).count(),
        activities=SalesActivity.objects.filter(contact__in=ids).count(),
        orders=Order.objects.filter(contact__in=ids).count(),
    )


def person_document(ids: Sequence[int]) -> Mapping[str, Any]:
    """Everything that is kept about these contacts, by kind, ready for JSON."""
    of_person = {"contact__in": ids}
    return {
        "contacts": _rows(Contact.objects.filter(pk__in=ids)),
        "touchpoints": _rows(Touchpoint.objects.filter(**of_person), campaign_name=F("campaign__name")),
        "contact_roles": _rows(ContactRole.objects.filter(**of_person), opportunity_name=F("opportunity__name")),
        "sales_activities": _rows(SalesActivity.objects.filter(**of_person)),
        "orders": _rows(Order.objects.filter(**of_person)),
    }


@dataclass(frozen=True, slots=True)
class Won:
    """Opportunities won in a window, and their amounts in the reporting currency as far as they are known."""

    deals: int
    value: Decimal


def won_in(windows: Sequence[Window]) -> Sequence[Won]:
    """What was won in each of the windows. One query."""
    asked: dict[str, Count | Sum] = {}
    for number, window in enumerate(windows):
        inside = Q(closed_on__gte=window.starts_on, closed_on__lt=window.ends_on)
        asked |= {f"n{number}": Count("pk", filter=inside), f"v{number}": Sum("reported", filter=inside)}
    found = Opportunity.objects.filter(outcome=Opportunity.Outcome.WON).aggregate(**asked) if windows else {}
    return [Won(found[f"n{n}"], found[f"v{n}"] or Decimal("0.00")) for n in range(len(windows))]


def requests() -> QuerySet[PersonRequest]:
    """Exports and erasures, the newest first."""
    return PersonRequest.objects.select_related("by", "job")


def request(pk: int) -> PersonRequest | None:
    return requests().filter(pk=pk).first()


def merges(kind: str) -> "QuerySet[Any]":
    """Rows that stand for another row, or are kept apart by hand; `kind` is contacts or accounts."""
    model: type[Contact] | type[Account] = Account if kind == "accounts" else Contact
    found = model._default_manager.filter(Q(merged_into__isnull=False) | Q(kept_apart=True))
    return found.select_related("merged_into").order_by("-merged_into_id", "pk")


def rules() -> QuerySet[NameRule]:
    return NameRule.objects.select_related("campaign", "channel", "by")


def unresolved_names() -> "QuerySet[Any]":
    """Names of campaigns that nobody knows, those on the most touches first: `name`, `touches`, `latest`."""
    unknown = Touchpoint.objects.filter(campaign=None).exclude(campaign_label="")
    return _by_name(unknown)


def names_like(pattern: str) -> "QuerySet[Any]":
    """Every name on touches that a pattern fits, by volume; with `known` of them belonging to a campaign already."""
    parts = [re.escape(part) for part in pattern.strip().split("*")]
    found = Touchpoint.objects.exclude(campaign_label="").filter(campaign_label__iregex=f"^{'.*'.join(parts)}$")
    return _by_name(found)


def _by_name(found: "QuerySet[Touchpoint]") -> "QuerySet[Any]":
    named = found.values(name=F("campaign_label"))
    return named.annotate(touches=Count("pk"), known=Count("campaign"), latest=Max("occurred_at")).order_by("-touches")


def _rows(found: "QuerySet[Any]", **more: F) -> list[dict[str, Any]]:
    model: type[Model] = found.model
    columns = [field.attname for field in model._meta.concrete_fields]
    return list(found.order_by("pk").annotate(**more).values(*columns, *more))
