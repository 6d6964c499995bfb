"""What people fill in about the people in the CRM."""

from typing import Any

from django import forms

from crm.models import NameRule


class PersonForm(forms.Form):
    email = forms.EmailField(
        label="E-mail address",
        help_text="In any spelling of upper and lower case. It is not written down, only its first letter is.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class RuleForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = NameRule
        fields = ["pattern", "campaign", "channel"]
        labels = {
            "pattern": "Names written like",
            "campaign": "Mean this campaign",
            "channel": "Or at least this channel",
        }
        help_texts = {"pattern": "A star stands for any letters: spring* also means spring_sale_2026."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campaign"].empty_label = "Choose a campaign"  # type: ignore[attr-defined]
        self.fields["channel"].empty_label = "Choose a channel"  # type: ignore[attr-defined]
