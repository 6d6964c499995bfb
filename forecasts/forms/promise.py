"""What somebody signs: a range, its middle, and a word about it."""

from decimal import Decimal
from typing import Any

from django import forms

NUMBER: dict[str, Any] = {"max_digits": 20, "decimal_places": 4}


class PromiseForm(forms.Form):
    """An 80 % range: it is meant to hold four times in five, so neither too careful nor too bold is praised."""

    low = forms.DecimalField(label="At least", **NUMBER, help_text="One time in ten it comes out lower.")
    median = forms.DecimalField(label="Most likely", **NUMBER)
    high = forms.DecimalField(label="At most", **NUMBER, help_text="One time in ten it comes out higher.")
    note = forms.CharField(label="What it rests on", max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        numbers = [given.get(name) for name in ("low", "median", "high")]
        known = [one for one in numbers if isinstance(one, Decimal)]
        if len(known) == len(numbers) and known != sorted(known):
            self.add_error("median", "The most likely value lies between the other two.")
        return given
