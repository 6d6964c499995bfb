"""Edit campaigns, their budgets, and the table of channels."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.forms.models import fields_for_model, model_to_dict

from alignment.forms.links import DayInput
from alignment.selectors.campaign import CampaignPage
from campaigns.core.ledger import Line
from campaigns.models import BudgetEntry, Campaign, Channel
from people.models import User

FIELDS = (
    "name", "theme", "channel", "audience", "parent", "owner", "team", "starts_on", "ends_on", "state", "mix",
    "brand_share", "hypothesis",
)  # fmt: skip
LAYERS = tuple(BudgetEntry.Layer)


class CampaignForm(forms.Form):
    """The plan of one campaign; `revision` tells two editors apart."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, campaign: Campaign) -> None:
        initial = {**model_to_dict(campaign, fields=FIELDS), "revision": campaign.revision if campaign.pk else None}
        super().__init__(data, initial=initial)
        self.fields = {**fields_for_model(Campaign, fields=FIELDS, formfield_callback=_field), **self.fields}
        self.fields["parent"].queryset = Campaign.objects.filter(parent=None).exclude(pk=campaign.pk)  # type: ignore[attr-defined]
        self.fields["parent"].label = "Part of"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", f"The last day lies before the first day, {starts:%d %b %Y}.")
        share = given.get("brand_share")
        if share is not None and not 0 <= share <= 1:
            self.add_error("brand_share", "The brand share lies between 0 and 1.")
        return given

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}

    def overwrite_next_time(self, revision: int) -> None:
        """Saving again is then the editor's choice to put this version in place of the other."""
        self.data = self.data.copy()
        self.data["revision"] = str(revision)


class BudgetForm(forms.Form):
    """Amounts by layer and month; only what was changed is set. An approved plan is shown, not edited."""

    def __init__(self, data: Any = None, *, page: CampaignPage) -> None:
        super().__init__(data)
        self.stored: dict[str, tuple[str, date, Decimal | None]] = {}
        for month, line in page.months:
            for layer in LAYERS:
                self._add(layer, month, line, locked=page.campaign.plan_approved_at is not None)

    @property
    def grid(self) -> list[tuple[date, list[forms.BoundField]]]:
        """Rows of months with a field for each layer."""
        found: dict[date, list[forms.BoundField]] = {}
        for name, (_, month, _) in self.stored.items():
            found.setdefault(month, []).append(self[name])
        return list(found.items())

    def changes(self) -> Mapping[str, Mapping[date, Decimal | None]]:
        changed: dict[str, dict[date, Decimal | None]] = {}
        for name, (layer, month, amount) in self.stored.items():
            if not self.fields[name].disabled and self.cleaned_data.get(name) != amount:
                changed.setdefault(layer, {})[month] = self.cleaned_data.get(name)
        return changed

    def _add(self, layer: str, month: date, line: Line, *, locked: bool) -> None:
        name = f"{layer}-{month:%Y-%m}"
        amount = getattr(line, layer)
        self.fields[name] = forms.DecimalField(
            label=f"{BudgetEntry.Layer(layer).label}, {month:%b %Y}",
            required=False,
            min_value=0,
            max_digits=14,
            decimal_places=2,
            initial=None if amount is None else amount.quantize(Decimal("0.01")),
            disabled=locked and layer == BudgetEntry.Layer.PLAN,
        )
        self.stored[name] = (layer, month, amount)


class ReopenForm(forms.Form):
    reason = forms.CharField(label="Why the approved plan has to change", max_length=300)


class WordForm(forms.Form):
    word = forms.CharField(label="A vendor's word", max_length=120)
    channel = forms.ModelChoiceField(label="means the channel", queryset=Channel.objects.all())


class ChannelForm(forms.Form):
    def __init__(self, data: Any = None, *, channel: Channel) -> None:
        names = ("name", "kind", "is_paid", "is_direct")
        super().__init__(data, initial=model_to_dict(channel, fields=names))
        self.fields = fields_for_model(Channel, fields=names)


def _field(field: "models.Field[Any, Any]", **options: Any) -> forms.Field | None:
    if isinstance(field, models.DateField):
        options["widget"] = DayInput()
    if isinstance(field, models.TextField):
        options["widget"] = forms.Textarea(attrs={"rows": 3})
    made = field.formfield(**options)
    if isinstance(made, forms.ModelChoiceField) and made.queryset.model is User:
        made.queryset = User.objects.filter(is_active=True)
    return made
