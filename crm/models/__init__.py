"""What the CRM knows: companies, people, deals, touches, purchases."""

from crm.models.account import Account, Contact
from crm.models.activity import Order, SalesActivity, SurveyReading, Touchpoint
from crm.models.opportunity import ContactRole, Opportunity, StageEvent

__all__ = [
    "Account",
    "Contact",
    "ContactRole",
    "Opportunity",
    "Order",
    "SalesActivity",
    "StageEvent",
    "SurveyReading",
    "Touchpoint",
]
