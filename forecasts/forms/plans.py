"""What a budget plan is asked with."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from forecasts.models import BudgetPlan, MixChannel

Scenario = BudgetPlan.Scenario


class PlanForm(forms.Form):
    """Limits of a plan for the three months to come; money is for all three."""

    scenario = forms.ChoiceField(choices=Scenario.choices, label="Question", initial=Scenario.FIXED)
    horizon = forms.ChoiceField(choices=BudgetPlan.Horizon.choices, label="Judged over")
    budget = forms.DecimalField(
        min_value=0, required=False, help_text="For all three months; blank for what is spent now."
    )
    hurdle = forms.FloatField(
        min_value=-100, max_value=1000, initial=0, label="Least ROI, %", help_text="For the two questions about ROI."
    )
    change = forms.FloatField(min_value=0, max_value=300, initial=25, label="Largest change of a channel, %")
    brand_floor = forms.FloatField(min_value=0, max_value=100, initial=0, label="Least share for brand, %")
    brand_effect = forms.FloatField(
        min_value=0.1, max_value=10, initial=1, label="Whole effect of brand, × measured",
        help_text="1 assumes nothing beyond what the mix measured. Longer horizons count more of it.",
    )  # fmt: skip
    weigh = forms.BooleanField(
        required=False, label="Weigh by objectives",
        help_text="What a channel brings counts more where its money serves business objectives with more weight.",
    )  # fmt: skip
    cautious = forms.BooleanField(required=False, label="Cautious", help_text="Plan for a poor outcome in five.")
    locked = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Channels that stay as they are"
    )

    def __init__(self, data: Any = None, *, channels: Sequence[MixChannel]) -> None:
        super().__init__(data)
        self.channels = channels
        self.fields["locked"].choices = [(row.label, row.label) for row in channels if not row.reasons]  # type: ignore[attr-defined]
        for row in channels:
            for kind in ("own", "least"):
                amount = forms.DecimalField(min_value=0, required=False, label=row.label)
                self.fields[f"{kind}-{row.channel_id}"] = amount

    @property
    def movable(self) -> bool:
        """Whether any channel's return is shown, so that money can be moved on the mix's word."""
        return any(not row.reasons for row in self.channels)

    def limits(self) -> list[Any]:
        """The fields of the question, without those of single channels."""
        return [field for field in self if not field.name.startswith(("own-", "least-"))]

    def amounts(self) -> list[Any]:
        """The fields of one's own plan, a channel each."""
        return [field for field in self if field.name.startswith("own-")]

    def buys(self) -> list[Any]:
        """The fields of minimum buys, a channel each."""
        return [field for field in self if field.name.startswith("least-")]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("scenario") == Scenario.OWN and not self._by_channel("own", given):
            self.add_error("scenario", "Enter an amount for at least one channel below.")
        return given

    def asked(self) -> dict[str, Any]:
        """As it is kept with the plan: shares as such, money as text."""
        given = self.cleaned_data
        budget: Decimal | None = given["budget"]
        return {
            "budget": None if budget is None else str(budget),
            "hurdle": given["hurdle"] / 100,
            "change": given["change"] / 100,
            "brand_floor": given["brand_floor"] / 100,
            "brand_effect": given["brand_effect"],
            "cautious": given["cautious"],
            "locked": given["locked"],
            "own": self._by_channel("own", given),
            "least": self._by_channel("least", given),
            "weigh": given["weigh"],
        }

    def _by_channel(self, kind: str, given: dict[str, Any]) -> dict[str, str]:
        amounts = {row.label: given.get(f"{kind}-{row.channel_id}") for row in self.channels}
        return {label: str(amount) for label, amount in amounts.items() if amount is not None}


class DecisionForm(forms.Form):
    """Accept, decline with a reason, or take back."""

    action = forms.ChoiceField(choices=[(word, word) for word in ("accept", "decline", "take_back")])
    reason = forms.CharField(max_length=500, required=False)
