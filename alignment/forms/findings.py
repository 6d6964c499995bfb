"""What can be asked of findings, and decided about one."""

from datetime import date
from typing import Any

from django import forms

from alignment.core.findings import RULES, Severity
from people.models import User

WAITING = "waiting"
STATES = (
    (WAITING, "Waiting"),
    ("accepted", "Accepted"),
    ("snoozed", "Snoozed"),
    ("declined", "Declined"),
    ("resolved", "Put right"),
    ("all", "All"),
)


class FindingFilter(forms.Form):
    """Which findings to list; what makes no sense counts as not asked."""

    state = forms.ChoiceField(choices=STATES, required=False)
    severity = forms.ChoiceField(
        choices=[("", "Any severity"), *((word.value, word.value.capitalize()) for word in Severity)], required=False
    )
    kind = forms.ChoiceField(
        choices=[
            ("", "Any kind"),
            *((rule.kind.value, f"{rule.label}, with its verdict" if rule.is_claim else rule.label) for rule in RULES),
        ],
        required=False,
    )
    mine = forms.BooleanField(required=False, label="Mine")

    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return {"state": WAITING, **{name: value for name, value in self.cleaned_data.items() if value}}


class DecisionForm(forms.Form):
    """One decision about one finding."""

    ACTIONS = (
        ("assign", "Assign"),
        ("accept", "Accept"),
        ("decline", "Decline"),
        ("snooze", "Snooze"),
        ("reopen", "Open again"),
    )
    action = forms.ChoiceField(choices=ACTIONS, widget=forms.HiddenInput)
    assignee = forms.ModelChoiceField(
        User.objects.filter(is_active=True).order_by("name"), required=False, empty_label="Nobody"
    )
    reason = forms.CharField(max_length=500, required=False, label="Because")
    until = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("action") == "snooze" and not isinstance(given.get("until"), date):
            self.add_error("until", "Say until which day it may rest.")
        return given
