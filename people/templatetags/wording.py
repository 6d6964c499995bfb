"""The words of django-allauth's pages as the rest of Sightline writes them: "Change Password" is "Change password"."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

OURS = {"Sign In": "Log in", "Sign Out": "Log out"}
WORD = re.compile(r"(?<=[\w’'] |[\w]-)([A-Z])(?=[a-z])")


@register.filter
def sentence_case(text: SafeString) -> str:
    """A heading's or button's words with one capital letter; anything with markup inside stays as it is."""
    words = str(text).strip()
    if "<" in words:
        return text
    for theirs, ours in OURS.items():
        words = words.replace(theirs, ours)
    # It was escaped where it was written, and letters alone change here.
    return mark_safe(WORD.sub(lambda match: match[1].lower(), words))  # noqa: S308
