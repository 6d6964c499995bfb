"""The files of the example: which import target and preset reads each, in loading order, and what stands in them."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO

from examples.campaigns import CAMPAIGNS, RAN_FOR_DAYS, spend
from examples.company import CUSTOMERS, Person, accounts, people
from examples.deals import Deal, deals, touches
from imports.core.ids import salesforce_id

CURRENCY = "EUR"
Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class ExampleFile:
    """`columns` adds what the preset cannot know: target column to heading; `grain`, how many days a row covers."""

    name: str
    target: str
    preset: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    grain: str = ""


FILES = (
    ExampleFile("Account.csv", "accounts", "salesforce-account", {"segment": "Segment__c", "region": "Region__c"}),
    ExampleFile("Contact.csv", "contacts", "salesforce-contact"),
    ExampleFile("Lead.csv", "leads", "salesforce-lead"),
    ExampleFile("Campaign.csv", "campaigns", "salesforce-campaign"),
    ExampleFile(
        "CampaignMember.csv", "campaign_members", "salesforce-campaign-member", {"occurred_at": "Added_Date__c"}
    ),
    ExampleFile(
        "Opportunity.csv",
        "opportunities",
        "salesforce-opportunity",
        {"product": "Product__c", "business": "Business__c"},
    ),
    ExampleFile("Spend.csv", "spend", grain="week"),
)


def contents(*, today: date) -> Iterator[tuple[ExampleFile, bytes]]:
    """Every file with its bytes, its days counted back from `today`; the same for the same day."""
    for file in FILES:
        yield file, _csv(_TABLES[file.name](today))


def pipeline(business: str, *, since: date, until: date, today: date) -> int:
    """Amount of the new or existing business created from `since` up to and including `until`."""
    made = [deal for deal in deals(accounts()) if deal.business == business]
    return sum(deal.amount or 0 for deal in made if since <= _day(today, deal.created) <= until)


def campaign_id(number: int) -> str:
    return _id("701", number)


def _accounts(today: date) -> Iterator[Row]:
    yield ["Id", "IsDeleted", "Name", "ParentId", "BillingCountry", "Website", "CreatedDate", "Segment__c", "Region__c"]
    for row in accounts():
        since = _at(today, 900 if row.number < CUSTOMERS else 720)
        yield [_id("001", row.number), "", row.name, "", "", row.domain, since, row.segment, row.region]


def _contacts(today: date) -> Iterator[Row]:
    yield ["Id", "IsDeleted", "AccountId", "LastName", "FirstName", "Email", "Title", "MailingCountry", "LeadSource",
           "CreatedDate"]  # fmt: skip
    for row in people(accounts())[0]:
        account = _id("001", row.account.number) if row.account else ""
        yield [_id("003", row.number), "", account, row.last, row.first, row.email, row.title, "", row.way_in,
               _at(today, row.known_for_days)]  # fmt: skip


def _leads(today: date) -> Iterator[Row]:
    yield ["Id", "IsDeleted", "LastName", "FirstName", "Company", "Email", "LeadSource", "Status", "IsConverted",
           "ConvertedAccountId", "ConvertedContactId", "CreatedDate"]  # fmt: skip
    contacts, leads = people(accounts())
    for row in leads:
        yield [
            _id("00Q", row.number),
            "",
            row.last,
            row.first,
            *_lead_of(row, contacts),
            _at(today, row.known_for_days),
        ]


def _lead_of(row: Person, contacts: Sequence[Person]) -> Row:
    if row.became is None:
        return ["Not said", row.email, row.way_in, "Working", "false", "", ""]
    account = contacts[row.became].account
    assert account is not None  # noqa: S101 -- told to the type checker; leads become contacts of accounts
    known = _id("001", account.number)
    return [account.name, row.email, row.way_in, "Qualified", "true", known, _id("003", row.became)]


def _campaigns(today: date) -> Iterator[Row]:
    yield ["Id", "IsDeleted", "Name", "ParentId", "Type", "Status", "StartDate", "EndDate", "NumberOfResponses"]
    for row in CAMPAIGNS:
        began = _day(today, RAN_FOR_DAYS)
        yield [campaign_id(row.number), "", row.name, "", row.type, row.status, began, "", 0]


def _members(today: date) -> Iterator[Row]:
    yield ["Id", "IsDeleted", "CampaignId", "LeadId", "ContactId", "Status", "HasResponded", "CreatedDate",
           "FirstRespondedDate", "Added_Date__c"]  # fmt: skip
    for number, row in enumerate(touches(deals(accounts()), people(accounts())[0])):
        day = _day(today, row.days_ago)
        status, responded = (row.campaign.answer, day) if row.answered else ("Sent", "")
        yield [_id("00v", number), "", campaign_id(row.campaign.number), "", _id("003", row.person.number), status,
               str(row.answered).lower(), _at(today, row.days_ago), responded, day]  # fmt: skip


def _opportunities(today: date) -> Iterator[Row]:
    yield ["Id", "IsDeleted", "AccountId", "Name", "StageName", "Amount", "CurrencyIsoCode", "CloseDate", "Type",
           "LeadSource", "IsClosed", "IsWon", "CreatedDate", "Product__c", "Business__c"]  # fmt: skip
    for row in deals(accounts()):
        yield [_id("006", row.number), "", _id("001", row.account.number), f"{row.account.name}, {row.product}",
               row.stage, "" if row.amount is None else f"{row.amount}.00", CURRENCY, _day(today, row.closes),
               "Existing Business" if row.business == "existing" else "New Business", _source(row),
               str(row.is_closed).lower(), str(row.is_won).lower(), _at(today, row.created), row.product,
               row.business]  # fmt: skip


def _source(row: Deal) -> str:
    return "" if row.number % 4 == 1 else ("Web", "Trade Show", "Partner")[row.number % 3]


def _spend(today: date) -> Iterator[Row]:
    yield ["Campaign ID", "Campaign name", "Week", "Cost", "Currency"]
    monday = today - timedelta(days=today.weekday())
    for row in spend():
        first = monday - timedelta(weeks=row.weeks_ago)
        cost = f"{row.cents // 100}.{row.cents % 100:02d}"
        yield [campaign_id(row.campaign.number), row.campaign.name, first, cost, CURRENCY]


_TABLES = {
    "Account.csv": _accounts,
    "Contact.csv": _contacts,
    "Lead.csv": _leads,
    "Campaign.csv": _campaigns,
    "CampaignMember.csv": _members,
    "Opportunity.csv": _opportunities,
    "Spend.csv": _spend,
}


def _id(prefix: str, number: int) -> str:
    return salesforce_id(f"{prefix}Xm{number:010d}") or ""


def _day(today: date, days_ago: int) -> date:
    return today - timedelta(days=days_ago)


def _at(today: date, days_ago: int) -> str:
    """Nine in the morning of that day, as Data Loader writes times."""
    return datetime.combine(_day(today, days_ago), time(9), UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")


def _csv(rows: Iterable[Row]) -> bytes:
    stream = StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode()
