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


@register.filter
def model_word(model: Any) -> str:
    """Time decay, for time_decay."""
    return str(model).replace("_", " ").capitalize()
