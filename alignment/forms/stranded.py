"""Where stranded money is to go."""

from collections.abc import Sequence
from typing import Any

from django import forms

from alignment.models import CampaignLink
from alignment.selectors.stranded import StrandedAim
from okrs.models import Objective


class RelinkForm(forms.Form):
    """Links to move and the objective to move them to; the one that took the dropped one's place is offered first."""

    to = forms.ModelChoiceField(Objective.objects.none(), label="Point them at", empty_label=None)
    links = forms.ModelMultipleChoiceField(CampaignLink.objects.none(), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, *, aim: StrandedAim, choices: Sequence[Objective]) -> None:
        super().__init__(data, initial={"to": aim.objective.superseded_by_id}, auto_id=f"aim-{aim.objective.pk}-%s")
        self.aim = aim
        self.fields["to"].queryset = Objective.objects.filter(pk__in=[row.pk for row in choices])  # type: ignore[attr-defined]
        self.fields["to"].choices = [(row.pk, str(row)) for row in choices]  # type: ignore[attr-defined]
        links = CampaignLink.objects.filter(pk__in=[row.link.pk for row in aim.rows]).select_related("campaign")
        self.fields["links"].queryset = links  # type: ignore[attr-defined]
        self.fields["links"].error_messages["required"] = "Choose at least one campaign."
