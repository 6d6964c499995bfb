"""The one-minute check-in."""

from datetime import date
from typing import Any

from django import forms

from okrs.core.measures import Measure, Reading
from okrs.core.progress import Kind
from okrs.core.quantity import BadQuantity, read_quantity
from okrs.core.status import DECLARABLE, Status
from okrs.forms.base import DayInput, ServiceForm
from okrs.models import KeyResult
from okrs.models.words import STATUSES
from okrs.services import Said

DECLARED = [("", "As computed"), *[(status.value, STATUSES[status]) for status in DECLARABLE]]


class CheckInForm(ServiceForm):
    value = forms.CharField(label="Value", required=False, widget=forms.TextInput(attrs={"autofocus": True}))
    numerator = forms.CharField(label="Numerator", required=False)
    denominator = forms.CharField(label="Denominator", required=False)
    done = forms.MultipleChoiceField(label="Done", required=False, widget=forms.CheckboxSelectMultiple)
    confidence = forms.TypedChoiceField(
        label="Confidence that the target will be reached",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "–"), *[(number, str(number)) for number in range(11)]],
        help_text="0 no chance, 10 certain.",
    )
    declared = forms.ChoiceField(label="Your status", required=False, choices=DECLARED)
    what_changed = forms.CharField(label="What changed?", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    next_step = forms.CharField(label="Next step", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    day = forms.DateField(label="As of", widget=DayInput())

    def __init__(self, *arguments: Any, key_result: KeyResult, today: date, **options: Any) -> None:
        self.key_result = key_result
        items = list(key_result.checklist.all()) if key_result.kind == Kind.MILESTONE else []
        ticked = [str(item.pk) for item in items if item.done_on]
        super().__init__(*arguments, initial={"day": today, "done": ticked}, **options)
        if key_result.measure != Measure.RATIO:
            del self.fields["numerator"], self.fields["denominator"]
        if items:
            self.fields["done"].choices = [(str(item.pk), item.text) for item in items]  # type: ignore[attr-defined]
            del self.fields["value"]
        else:
            del self.fields["done"]
            self.fields["value"].label = self._value_label()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, unit in (("value", self.key_result.unit), ("numerator", ""), ("denominator", "")):
            text = (cleaned.get(name) or "").strip()
            try:
                cleaned[name] = read_quantity(text, unit=unit) if text else None
            except BadQuantity as error:
                self.add_error(name, str(error))
        return cleaned

    def reading(self) -> Reading:
        cleaned = self.cleaned_data
        return Reading(cleaned["day"], cleaned["value"], cleaned["numerator"], cleaned["denominator"])

    def said(self) -> Said:
        cleaned = self.cleaned_data
        return Said(
            confidence=cleaned["confidence"],
            declared=Status(cleaned["declared"]) if cleaned["declared"] else None,
            what_changed=cleaned["what_changed"],
            next_step=cleaned["next_step"],
        )

    def done_items(self) -> list[int] | None:
        return [int(key) for key in self.cleaned_data["done"]] if "done" in self.fields else None

    def _value_label(self) -> str:
        unit = f", {self.key_result.unit}" if self.key_result.unit else ""
        flow = self.key_result.measure == Measure.FLOW
        return f"Total since the cycle began{unit}" if flow else f"Value{unit}"
