"""A step on the mapping desk: accept what is suggested, link the selected ones, or keep them out with a reason."""

from decimal import Decimal
from enum import StrEnum
from typing import Any

from django import forms


class Action(StrEnum):
    ACCEPT = "accept"
    SET = "set"
    EXEMPT = "exempt"


class DeskForm(forms.Form):
    action = forms.ChoiceField(choices=[(action, action) for action in Action])
    campaign = forms.TypedMultipleChoiceField(coerce=int, required=False)
    aim = forms.CharField(required=False, max_length=20)
    share = forms.DecimalField(required=False, min_value=Decimal("0.01"), max_value=100, decimal_places=2)
    reason = forms.CharField(required=False, max_length=300)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        given = [value for value in data.getlist("campaign") if value.isdecimal()]
        self.fields["campaign"].choices = [(value, value) for value in given]  # type: ignore[attr-defined]

    def suggested(self) -> dict[int, str]:
        """What the page suggested for each selected campaign when it was shown."""
        found = {pk: self.data.get(f"suggested-{pk}", "") for pk in self.cleaned_data["campaign"]}
        return {pk: aim for pk, aim in found.items() if aim}
