"""An experiment, and the reason for withdrawing one."""

from typing import Any

from django import forms

from alignment.models import Experiment
from campaigns.models import Campaign
from okrs.models import BusinessObjective

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ExperimentForm(forms.ModelForm):
    class Meta:
        model = Experiment
        fields = [
            "name", "campaign", "business_objective", "design", "starts_on", "ends_on", "outcome", "unit", "effect",
            "low", "high", "wanted_down", "notes",
        ]  # fmt: skip
        widgets = {"starts_on": DAY, "ends_on": DAY, "notes": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "design": "Random assignment proves more than a comparison with what merely looks alike.",
            "outcome": "Such as opportunities of firms below fifty people.",
            "effect": "With its 90 % interval below. Leave all three blank while it runs.",
        }

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        campaigns, objectives = self.fields["campaign"], self.fields["business_objective"]
        campaigns.queryset = Campaign.objects.order_by("name")  # type: ignore[attr-defined]
        objectives.queryset = BusinessObjective.objects.order_by("name")  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """The service writes; its sentences say what does not fit together."""

    def fields_given(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class WithdrawForm(forms.Form):
    reason = forms.CharField(max_length=300, label="Because")
