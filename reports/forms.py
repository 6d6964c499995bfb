"""Forms of the reports."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from reports.models import BuiltDocument, Subscription

LONGEST = 600
DAYS = [(1, "1 day"), (7, "7 days"), (30, "30 days"), (90, "90 days")]


class CommentForm(forms.Form):
    text = forms.CharField(
        label="What the board should know",
        help_text=f"Why it is so, and what is done about it. At most {LONGEST} characters.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "autofocus": True}),
    )


class ShareForm(forms.Form):
    """What is shared, for whom and for how long."""

    what = forms.ChoiceField(label="What the link opens")
    label = forms.CharField(label="For whom", max_length=120, help_text="Only you and administrators see this.")
    days = forms.TypedChoiceField(label="It is good for", choices=DAYS, coerce=int, initial=7)

    password = forms.CharField(
        label="Password",
        required=False,
        min_length=8,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Optional; tell it by another way than the link.",
    )

    def __init__(self, *arguments: Any, documents: Sequence[BuiltDocument], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.documents = {str(row.pk): row for row in documents}
        files = [(key, f"Document: {row.get_kind_display()}") for key, row in self.documents.items()]
        self.fields["what"] = forms.ChoiceField(
            label="What the link opens", choices=[("summary", "Executive summary"), *files]
        )

    def given(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        return {"document": self.documents.get(found.pop("what")), **found}


class EmbeddingForm(forms.Form):
    """Which sites may show share links inside their pages."""

    origins = forms.CharField(
        label="Sites",
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "https://intranet.example.com"}),
        help_text="One a line. Empty: nothing of Sightline is shown inside other sites.",
    )


class PasswordForm(forms.Form):
    """The password of a share link."""

    password = forms.CharField(
        label="Password", max_length=128, widget=forms.PasswordInput(attrs={"autocomplete": "off", "autofocus": True})
    )


class SubscriptionForm(forms.ModelForm):  # type: ignore[type-arg]
    """How often, and of which cycle."""

    class Meta:
        model = Subscription
        fields = ["cadence", "cycle"]
        labels = {"cadence": "How often", "cycle": "Cycle"}

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        cycle = cast(forms.ModelChoiceField, self.fields["cycle"])  # type: ignore[type-arg]
        cycle.required, cycle.empty_label = False, "The one that runs"
