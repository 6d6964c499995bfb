"""Which series a media mix holds constant while it looks at spend."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from forecasts.selectors.controls import MOST, Control, Kind


class ControlsForm(forms.Form):
    """The season and at most six series; each control takes up weeks that channels need."""

    season = forms.BooleanField(
        required=False, label="Season", help_text="Two waves that come back every year, such as a strong autumn."
    )
    chosen = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, label="Further controls")

    def __init__(
        self, data: Any = None, *, choices: Sequence[Control], initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.fields["chosen"].choices = [  # type: ignore[attr-defined]
            (heading, [(one.key, one.name) for one in choices if one.kind is kind])
            for kind, heading in HEADINGS.items()
            if any(one.kind is kind for one in choices)
        ]

    def clean_chosen(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["chosen"]
        if len(chosen) > MOST:
            raise forms.ValidationError(
                f"{len(chosen)} series are too many: choose at most {MOST}, as each takes up weeks that channels need."
            )
        return chosen


HEADINGS = {
    Kind.CALENDAR: "Calendar",
    Kind.KPI: "KPIs, such as a price or the market",
    Kind.IMPORTED: "Imported series",
}
