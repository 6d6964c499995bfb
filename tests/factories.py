"""Short ways to make what tests need; every one makes a real row."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from campaigns.models import Campaign, CampaignKey, Channel, SpendEntry, Theme
from crm.models import Account, Contact, Opportunity, Touchpoint
from okrs.models import BusinessObjective, Cycle, KeyResult, Objective
from people.models import Role, User

_number = count(1)


def user(role: Role = Role.ADMINISTRATOR, **fields: Any) -> User:
    number = next(_number)
    given = {"email": f"{role}{number}@example.com", "name": f"{role.title()} {number}", "password": "long enough pass"}
    return User.objects.create_user(role=role, **{**given, **fields})


def channel(name: str = "Search", **fields: Any) -> Channel:
    return Channel.objects.get_or_create(name=name, defaults=fields)[0]


def theme(name: str = "Trust", **fields: Any) -> Theme:
    return Theme.objects.get_or_create(name=name, defaults=fields)[0]


def campaign(name: str = "", *, key: str = "", source: str = "test", **fields: Any) -> Campaign:
    made = Campaign.objects.create(name=name or f"Campaign {next(_number)}", **fields)
    CampaignKey.objects.create(campaign=made, source=source, external_id=key or made.name)
    return made


def spend(of: Campaign, on: date, amount: str | None, *, days: int = 1, **fields: Any) -> SpendEntry:
    value = None if amount is None else Decimal(amount)
    given = {"source": "test", "external_id": f"spend-{next(_number)}", "currency": "EUR", "reported": value}
    return SpendEntry.objects.create(
        campaign=of, spent_on=on, spent_until=on + timedelta(days=days), amount=value, **{**given, **fields}
    )


def account(name: str = "", **fields: Any) -> Account:
    number = next(_number)
    return Account.objects.create(
        **{"source": "test", "external_id": f"a{number}", "name": name or f"A{number}", **fields}
    )


def contact(of: Account | None = None, **fields: Any) -> Contact:
    return Contact.objects.create(**{"source": "test", "external_id": f"c{next(_number)}", "account": of, **fields})


def opportunity(of: Account, amount: str | None = "1000.00", *, outcome: str = "won", **fields: Any) -> Opportunity:
    """A deal created and closed at noon of the given days (`created`, `closed`)."""
    value = None if amount is None else Decimal(amount)
    created, closed = fields.pop("created", date(2026, 1, 10)), fields.pop("closed", date(2026, 2, 10))
    given = {"source": "test", "external_id": f"o{next(_number)}", "name": "Deal", "currency": "EUR", "reported": value}
    return Opportunity.objects.create(
        account=of, amount=value, outcome=outcome, closed_on=None if outcome == "open" else closed,
        created_at=datetime(created.year, created.month, created.day, 12, tzinfo=UTC), **{**given, **fields},
    )  # fmt: skip


def touch(by: Contact, on: date, of: Campaign | None = None, **fields: Any) -> Touchpoint:
    at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    given = {"source": "test", "external_id": f"t{next(_number)}", "channel": of.channel if of else None}
    return Touchpoint.objects.create(contact=by, occurred_at=at, campaign=of, **{**given, **fields})


def cycle(starts_on: date, ends_on: date, **fields: Any) -> Cycle:
    return Cycle.objects.create(
        **{"name": f"Cycle {next(_number)}", "starts_on": starts_on, "ends_on": ends_on, "state": "active", **fields}
    )


def business_objective(name: str = "", *, weight: int = 1, **fields: Any) -> BusinessObjective:
    given = {"category": "revenue", **fields}
    return BusinessObjective.objects.create(name=name or f"Business {next(_number)}", weight=weight, **given)


def objective(of: Cycle, name: str = "", *, serves: BusinessObjective | None = None, **fields: Any) -> Objective:
    given = {"name": name or f"Objective {next(_number)}", "state": "active", **fields}
    return Objective.objects.create(cycle=of, business_objective=serves, **given)


def key_result(of: Objective, name: str = "", **fields: Any) -> KeyResult:
    given = {"name": name or f"Key result {next(_number)}", "baseline": 0, "target": 100, **fields}
    return KeyResult.objects.create(objective=of, **given)
