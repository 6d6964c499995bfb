"""How the score is weighed."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms

from alignment.core.components import ComponentName
from alignment.core.words import ASKS, LABELS
from alignment.selectors.settings import InForce

HUNDRED = Decimal(100)


class SettingsForm(forms.Form):
    """Weights in per cent of the whole; they need not sum to 100, only their proportions count."""

    aligned = forms.FloatField(label="Aligned from", min_value=0.1, max_value=100)
    partial = forms.FloatField(label="Partly aligned from", min_value=0.1, max_value=100)
    target_long = forms.DecimalField(
        label="Share of the money for the brand, %",
        min_value=0,
        max_value=100,
        required=False,
        help_text="Blank: the horizon is not judged. 60 and 46 are both found in the literature and disputed.",
    )
    mix_source = forms.CharField(label="Where this mix comes from", max_length=300, required=False)
    evidence_months = forms.IntegerField(
        label="Months after which an experiment is old",
        min_value=1,
        max_value=120,
        help_text="Older experiments no longer hold up the class of a link.",
    )
    reason = forms.CharField(label="Why this change", max_length=300)

    def __init__(self, *arguments: Any, held: InForce, **options: Any) -> None:
        long = held.target_long_share
        initial = {
            **{name.value: f"{weight * 100:.6g}" for name, weight in held.weights.items()},
            "aligned": f"{held.bands.aligned:g}",
            "partial": f"{held.bands.partial:g}",
            "target_long": None if long is None else (long * HUNDRED).normalize(),
            "mix_source": held.mix_source,
            "evidence_months": held.evidence_months,
        }
        super().__init__(*arguments, initial=initial, **options)
        own = {
            name.value: forms.FloatField(
                label=f"{LABELS[name.value]}, %", min_value=0, max_value=1000, help_text=ASKS[name.value]
            )
            for name in ComponentName
        }
        self.fields = {**own, **self.fields}

    def weights(self) -> Iterator[forms.BoundField]:
        return (self[name.value] for name in ComponentName)

    def others(self) -> Iterator[forms.BoundField]:
        known = {name.value for name in ComponentName}
        return (self[name] for name in self.fields if name not in known)

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        long = data["target_long"]
        return {
            "weights": {name: data[name.value] / 100 for name in ComponentName},
            "target_long_share": None if long is None else Decimal(long) / HUNDRED,
            **{name: data[name] for name in ("aligned", "partial", "mix_source", "evidence_months", "reason")},
        }
