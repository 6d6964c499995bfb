"""When a status holds, in percent."""

from decimal import Decimal
from typing import Any

from django import forms

from okrs.core.status import PaceBands
from okrs.forms.base import ServiceForm

HUNDRED = Decimal(100)


class StatusBandsForm(ServiceForm):
    on_track = forms.DecimalField(
        label="On track from, %",
        max_digits=5,
        decimal_places=1,
        help_text="Progress as a share of what is expected by today.",
    )
    at_risk = forms.DecimalField(
        label="At risk from, %", max_digits=5, decimal_places=1, help_text="Below it: off track."
    )
    too_early = forms.DecimalField(
        label="Too early before, %",
        max_digits=5,
        decimal_places=1,
        help_text="While less of the way than this is expected, nothing is judged by its ratio.",
    )

    def __init__(self, *arguments: Any, bands: PaceBands, **options: Any) -> None:
        initial = {name: round(Decimal(str(getattr(bands, name))) * HUNDRED, 1) for name in self.base_fields}
        super().__init__(*arguments, initial=initial, **options)

    def shares(self) -> dict[str, Decimal]:
        return {name: self.cleaned_data[name] / HUNDRED for name in self.base_fields}
