"""What the CRM knows: companies, people, deals, touches, purchases."""

from crm.models.account import Account, Contact
from crm.models.activity import Order, SalesActivity, SurveyReading, Touchpoint
from crm.models.naming import NameRule
from crm.models.opportunity import ContactRole, Opportunity, StageEvent
from crm.models.privacy import PersonRequest

__all__ = [
    "Account",
    "Contact",
    "ContactRole",
    "NameRule",
    "Opportunity",
    "Order",
    "PersonRequest",
    "SalesActivity",
    "StageEvent",
    "SurveyReading",
    "Touchpoint",
]
