"""What people fill in to import files."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from imports import registry
from imports.core.currency import CODES
from imports.models import Source
from organisation.models import known_zone


def target_choices(empty: str) -> list[tuple[str, str]]:
    return [("", empty), *sorted(((t.name, t.label) for t in registry.targets()), key=lambda pair: pair[1])]


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    """A file field that takes any number of files."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, (list, tuple)) else [data]
        return [super(SeveralFiles, self).clean(one, initial) for one in given]


class UploadForm(forms.Form):
    files = SeveralFiles(
        label="Files",
        widget=FilesInput(attrs={"data-drop": ""}),
        help_text="CSV, TSV, Excel or Parquet as the vendor exports them, several at once or in a zip. Drop them here.",
    )
    source = forms.CharField(
        label="Which system do they come from?",
        max_length=60,
        widget=forms.TextInput(attrs={"list": "sources", "autocomplete": "off"}),
        help_text="Rows of one system find each other by its ids, so write the same name each time.",
    )
    target = forms.ChoiceField(label="What are the rows?", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = target_choices("Recognise it by the columns")  # type: ignore[attr-defined]


class SourceForm(forms.ModelForm):
    class Meta:
        model = Source
        fields = ["label", "time_zone", "currency", "cadence_days", "owner"]
        labels = {"label": "Name", "cadence_days": "Days between deliveries"}
        help_texts = {
            "time_zone": "The zone this system writes times in, where its files do not say it.",
            "currency": "The currency of its amounts, where its files do not say it.",
            "cadence_days": "It is called late when nothing has come for longer.",
            "owner": "Who delivers it.",
        }

    def clean_time_zone(self) -> str:
        zone = str(self.cleaned_data["time_zone"]).strip()
        if zone:
            known_zone(zone)
        return zone

    def clean_currency(self) -> str:
        code = str(self.cleaned_data["currency"]).strip().upper()
        if code and code not in CODES:
            raise forms.ValidationError("Write a currency as its three-letter code, such as EUR.")
        return code
