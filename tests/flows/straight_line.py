"""The straight line's facts: the real files with what has to be said about each, a spend sheet, and the plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tests.real_data import real_file

SOURCE = "salesforce"
STARTS_ON, LAST_DAY, ENDS_ON = date(2023, 1, 1), date(2024, 3, 31), date(2024, 4, 1)


@dataclass(frozen=True, slots=True)
class RealFile:
    """A file of the org, what its rows are, what the preset cannot know, and how many rows it has."""

    name: str
    target: str
    rows: int
    columns: Mapping[str, str] = field(default_factory=dict)
    currency: str = ""

    @property
    def path(self) -> Path:
        return real_file(f"salesforce_datacloud_workshop/{self.name}")

    @property
    def choices(self) -> Mapping[str, object]:
        return {"columns": dict(self.columns), **({"currency": self.currency} if self.currency else {})}


FILES = (
    RealFile("Account.csv", "accounts", 22),
    RealFile("Contact.csv", "contacts", 102),
    RealFile("Lead.csv", "leads", 60, {"account_key": "Company"}),
    RealFile("Campaign.csv", "campaigns", 8),
    RealFile("CampaignMember.csv", "campaign_members", 68, {"occurred_at": "Added_Date__c"}),
    RealFile("Opportunity.csv", "opportunities", 50, {"product": "Product__c"}, currency="USD"),
)
# The org has no cost at all; this sheet is ours. One campaign's cost stays blank, one is missing.
SPEND = """Campaign ID,Campaign name,Day,Cost,Currency
701Ec00000GJDl7IAH,Credit Card Rewards - June 2023,2023-06-15,"12,000.00",USD
701Ec00000GJDl8IAH,Home Loan Special - July 2023,2023-07-15,"8,000.00",USD
701Ec00000GJDl9IAH,Credit Card Rewards - February 2023,2023-02-27,"10,000.00",USD
701Ec00000GJDlAIAX,Home Loan Special - July 2023,2023-07-15,"6,000.00",USD
701Ec00000GJDlBIAX,Home Loan Special - December 2023,2023-12-10,"9,000.00",USD
701Ec00000GJDlCIAX,Financial Wellness Seminar - October 2023,2023-10-30,"5,000.00",USD
701Ec00000GJDlEIAX,Savings Boost - June 2023,2023-06-01,,USD
"""


@dataclass(frozen=True, slots=True)
class Planned:
    """A business objective, the objective that serves it, its key result, and the campaigns linked to it."""

    business: str
    category: str
    weight: int
    objective: str
    key_result: str
    target: int
    campaigns: tuple[str, ...]


PLAN = (
    Planned("Lend more", "revenue", 3, "Bring borrowers to an adviser", "Loan talks", 40, ("Home Loan",)),
    Planned("Earn on payments", "profit", 2, "Bring shops to card payments", "Card talks", 60, ("Credit Card",)),
)
