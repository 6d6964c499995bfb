"""Ask the policy from a template: {% if user|may:"imports.upload" %}."""

from typing import Any

from django import template

from people import policy

register = template.Library()


@register.filter
def may(user: Any, action: str) -> bool:
    return policy.may(user, action)
