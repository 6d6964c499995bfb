"""Up to three variants of a campaign before launch, all of them in the address."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from campaigns.models import Campaign, Channel
from forecasts.models import LaunchFit
from forecasts.selectors.launch import Plan
from okrs.models import KeyResult

VARIANTS = ("1", "2", "3")
MONEY = [(one.value, one.label) for one in (LaunchFit.Outcome.REVENUE, LaunchFit.Outcome.PIPELINE)]


class LaunchForm(forms.Form):
    """A variant without spend is not compared; ROI is asked of revenue or pipeline."""

    money = forms.ChoiceField(label="Return is", choices=MONEY, required=False)
    hurdle = forms.DecimalField(label="ROI to reach, %", required=False, min_value=-100, max_value=100_000)
    key_result = forms.ChoiceField(label="Key result it serves", required=False)
    campaign = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, movable: Sequence[KeyResult] = ()) -> None:
        super().__init__(data)
        names = [(name, name) for name in Channel.objects.values_list("name", flat=True)]
        for number in VARIANTS:
            self.fields[f"channel{number}"] = forms.ChoiceField(label="Channel", choices=names, required=False)
            self.fields[f"kind{number}"] = forms.ChoiceField(label="Kind", choices=Campaign.Mix.choices, required=False)
            self.fields[f"spend{number}"] = forms.DecimalField(
                label="Spend", required=False, min_value=1, max_value=10**12, max_digits=15, decimal_places=2
            )
        choices = [("", "None"), *((str(row.pk), row.name) for row in movable)]
        self.fields["key_result"].choices = choices  # type: ignore[attr-defined]

    @property
    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of each variant."""
        return [(number, [self[f"{name}{number}"] for name in ("channel", "kind", "spend")]) for number in VARIANTS]

    def plans(self) -> list[Plan]:
        """The variants that say what they spend."""
        given = self.cleaned_data
        return [
            Plan(given[f"channel{number}"], given[f"kind{number}"], float(given[f"spend{number}"]))
            for number in VARIANTS
            if given.get(f"spend{number}")
        ]

    def hurdle_share(self) -> float:
        return float(self.cleaned_data.get("hurdle") or Decimal(0)) / 100
