"""The words of alignment in templates."""

from typing import Any

from django import template

from alignment.core.words import LABELS
from alignment.models import CampaignLink

register = template.Library()


@register.filter
def component_word(name: str) -> str:
    """Budget fit, for budget_fit."""
    return LABELS.get(name, name)


@register.filter
def class_word(evidence: str) -> str:
    """Matched control, for matched_control."""
    return str(CampaignLink.Evidence(evidence).label).lower()


QUARTERS = {
    "won_by_marketing": "Won by marketing",
    "won_without_us": "Won without us",
    "lost_despite_effect": "Lost despite effect",
    "lost_without_effect": "Lost without effect",
}
VERDICTS = {"yes": "Yes", "partly": "Partly", "no": "No", "no_data": "No data"}


@register.filter
def quarter_word(quarter: str) -> str:
    return QUARTERS[str(quarter)]


@register.filter
def verdict_word(verdict: str) -> str:
    return VERDICTS[verdict]


@register.filter
def model_word(model: Any) -> str:
    """Time decay, for time_decay."""
    return str(model).replace("_", " ").capitalize()
