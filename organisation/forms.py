"""What administrators fill in about the company."""

from datetime import date

from django import forms

from organisation.models import Organisation

MONTHS = [(month, f"{date(2000, month, 1):%B}") for month in range(1, 13)]


class OrganisationForm(forms.ModelForm):
    fiscal_year_starts = forms.TypedChoiceField(label="The fiscal year begins in", choices=MONTHS, coerce=int)

    class Meta:
        model = Organisation
        fields = ["name", "currency", "time_zone", "fiscal_year_starts", "week_starts"]
        labels = {"week_starts": "The week begins on"}
        help_texts = {
            "currency": "Three letters, such as EUR. Amounts in other currencies are converted by your exchange rates.",
            "time_zone": "Such as Europe/Berlin; it decides to which day an event belongs.",
        }

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()
