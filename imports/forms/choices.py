"""How one file is to be read: found in the file, changed by the user."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from imports import registry
from imports.core.dates import DateOrder
from imports.core.grain import Grain
from imports.core.mapping import Choices
from imports.core.target import Column, Kind, Target
from imports.forms.upload import target_choices
from imports.models import Batch

FOUND = "As found in the file"
NOT_IMPORTED = "Not in the file"
ORDERS = (DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST, DateOrder.YEAR_FIRST)
DATED = (Kind.DAY, Kind.SPAN, Kind.INSTANT)
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252")
DELIMITERS = ((",", "Comma"), (";", "Semicolon"), ("\t", "Tab"), ("|", "Pipe"))
NAMED = {"orders": "order-", "columns": "column-", "constants": "constant-"}


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column of the target: where it is in the file, or its value for every row, and the order of its dates."""

    column: Column
    heading: BoundField
    constant: BoundField | None
    order: BoundField | None


class ChoicesForm(forms.Form):
    """What is left as it was found is not kept as a decision, so that the next file is looked at anew."""

    target = forms.ChoiceField(label="The rows are")
    preset = forms.ChoiceField(label="Vendor’s export", required=False)
    zone = forms.CharField(
        label="Time zone",
        required=False,
        widget=forms.TextInput(attrs={"list": "zones", "placeholder": "Such as Europe/Berlin"}),
    )
    currency = forms.CharField(label="Currency", required=False, max_length=3)
    decimal_mark = forms.ChoiceField(
        label="Numbers", required=False, choices=[("", FOUND), (".", "1,234.56"), (",", "1.234,56")]
    )
    grain = forms.ChoiceField(
        label="A row covers", required=False, choices=[("", FOUND), *((grain.value, f"a {grain}") for grain in Grain)]
    )
    year = forms.IntegerField(label="Year of the first month", required=False, min_value=1970, max_value=2100)
    names_as_keys = forms.BooleanField(label="A name may identify it where the file has no id", required=False)
    totals_are_rows = forms.BooleanField(label="Rows that look like totals are rows, too", required=False)
    encoding = forms.ChoiceField(
        label="Encoding", required=False, choices=[("", FOUND), *((name, name) for name in ENCODINGS)]
    )
    delimiter = forms.ChoiceField(label="Delimiter", required=False, choices=[("", FOUND), *DELIMITERS])
    header_line = forms.IntegerField(label="Line of the column names", required=False, min_value=1)
    sheet = forms.CharField(label="Sheet of a workbook", required=False, max_length=80)

    def __init__(self, data: Any = None, *, batch: Batch) -> None:
        self.decided = Choices.from_mapping(batch.choices)
        self.found: Mapping[str, Any] = batch.preview.get("detected") or {}
        self.questions: Sequence[Mapping[str, str]] = batch.preview.get("questions") or ()
        kept = {name: getattr(self.decided, name) for name in self.base_fields if hasattr(self.decided, name)}
        kept |= {name: kept[name] or None for name in ("header_line", "year")}
        super().__init__(data, initial={**kept, "target": batch.target, "preset": batch.preset})
        self.fields["target"].choices = target_choices("Choose")  # type: ignore[attr-defined]
        presets = [(preset.name, preset.label) for preset in registry.presets(batch.target)] if batch.target else []
        self.fields["preset"].choices = [("", "Recognise it"), *presets]  # type: ignore[attr-defined]
        self.mapped: tuple[Column, ...] = ()
        if batch.target and batch.preview.get("headings"):
            self._add_columns(registry.target(batch.target), batch.preview["headings"])

    def rows(self) -> Sequence[ColumnRow]:
        """The target's columns; what a question asks is not asked again here."""
        asked = {bound.name for _, bound in self.asked() if bound}

        def unasked(name: str) -> BoundField | None:
            return None if name in asked else self._field(name)

        return [
            ColumnRow(c, self[f"column-{c.name}"], unasked(f"constant-{c.name}"), unasked(f"order-{c.name}"))
            for c in self.mapped
        ]

    def asked(self) -> Sequence[tuple[str, BoundField | None]]:
        """The open questions, each with the field that answers it."""
        return [
            (q["sentence"], self._field(NAMED.get(q["answer"], "") + (q["column"] or q["answer"])))
            for q in self.questions
        ]

    def settings(self) -> Sequence[BoundField]:
        """Fields that are not shown with a question or a column."""
        asked = {bound.name for _, bound in self.asked() if bound}
        return [self[name] for name in self.base_fields if name not in asked and name != "target"]

    def choices(self) -> Choices:
        """The decisions as an import keeps them. Raises FileRefused with a sentence."""
        given = self.cleaned_data
        simple = ("decimal_mark", "grain", "names_as_keys", "totals_are_rows", "encoding", "delimiter", "sheet", "zone")
        return Choices.from_mapping(
            {name: given[name] for name in simple}
            | {
                "currency": given["currency"].strip().upper(),
                "header_line": given["header_line"] or 0,
                "year": given["year"] or 0,
                "attributes": self.decided.attributes,
                "keeps": self.decided.keeps,
                "across": self.decided.across,
                "columns": self._headings_chosen() if self.mapped else self.decided.columns,
                "constants": self._group("constant-") if self.mapped else self.decided.constants,
                "orders": self._group("order-") if self.mapped else self.decided.orders,
            }
        )

    def _add_columns(self, target: Target, headings: Sequence[str]) -> None:
        places = [("", NOT_IMPORTED), *((heading, heading) for heading in headings)]
        orders = [(order.value, order.value.capitalize()) for order in ORDERS]
        self.mapped = target.columns
        for column in target.columns:
            name = column.name
            heading = self.decided.columns.get(name, self.found.get("columns", {}).get(name, ""))
            self.fields[f"column-{name}"] = forms.ChoiceField(
                label=column.label, choices=places, required=False, initial=heading if heading in headings else ""
            )
            self.fields[f"constant-{name}"] = _constant(column, self.decided.constants.get(name, ""))
            if column.kind in DATED:
                self.fields[f"order-{name}"] = forms.ChoiceField(
                    label=f"Order of day and month in {column.label}",
                    choices=[("", FOUND), *orders],
                    required=False,
                    initial=self.decided.orders.get(name, ""),
                )

    def _headings_chosen(self) -> Mapping[str, str]:
        """Headings that differ from what is found without a word, and those chosen before."""
        chosen = {}
        for column in self.mapped:
            given, shown = self.cleaned_data[f"column-{column.name}"], self.fields[f"column-{column.name}"].initial
            asked = any(q["column"] == column.name and q["answer"] == "columns" for q in self.questions)
            if given != shown or asked or column.name in self.decided.columns:
                chosen[column.name] = given
        return chosen

    def _group(self, prefix: str) -> Mapping[str, str]:
        return {
            name.removeprefix(prefix): value.strip()
            for name, value in self.cleaned_data.items()
            if name.startswith(prefix) and value and value.strip()
        }

    def _field(self, name: str) -> BoundField | None:
        return self[name] if name in self.fields else None


def _constant(column: Column, said: str) -> forms.Field:
    label = f"{column.label}, the same for every row"
    values = sorted(set(column.choices.values()) - {""})
    if not values:
        return forms.CharField(label=label, required=False, initial=said)
    offered = [("", "As found in the file"), *((value, value.replace("_", " ").capitalize()) for value in values)]
    return forms.ChoiceField(
        label=label, required=False, choices=offered, initial=column.choices.get(said.lower(), said)
    )
