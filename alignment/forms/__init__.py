"""Forms of alignment."""

from alignment.forms.links import ExemptionForm, LinksForm
from alignment.forms.plan import BudgetForm, CampaignForm, ChannelForm, ReopenForm, WordForm

__all__ = ["BudgetForm", "CampaignForm", "ChannelForm", "ExemptionForm", "LinksForm", "ReopenForm", "WordForm"]
