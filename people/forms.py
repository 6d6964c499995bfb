"""What people fill in about people."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth import password_validation

from people import selectors
from people.models import Role, Scope, User

LIFETIMES = [("7", "a week"), ("30", "30 days"), ("90", "90 days"), ("365", "a year")]


class InviteForm(forms.Form):
    email = forms.EmailField(label="E-mail address", max_length=254)
    role = forms.ChoiceField(choices=Role.choices, initial=Role.MARKETER)


class PersonForm(forms.ModelForm):
    is_active = forms.BooleanField(label="May log in", required=False)

    class Meta:
        model = User
        fields = ["name", "role", "team", "is_active"]


class NameForm(forms.Form):
    name = forms.CharField(max_length=120)


class AcceptForm(forms.Form):
    name = forms.CharField(label="Your name", max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    password = forms.CharField(
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text="At least 12 characters; several words in a row are a good password.",
        strip=False,
    )
    repeated = forms.CharField(
        label="The password once more", widget=forms.PasswordInput({"autocomplete": "new-password"}), strip=False
    )

    def __init__(self, *arguments: Any, email: str, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.email = email

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        password = cleaned.get("password")
        if not password:
            return cleaned
        if cleaned.get("repeated") != password:
            self.add_error("repeated", "The two passwords differ; type the same one twice.")
        try:
            password_validation.validate_password(password, User(email=self.email, name=cleaned.get("name", "")))
        except forms.ValidationError as error:
            self.add_error("password", error)
        return cleaned


class TokenForm(forms.Form):
    label = forms.CharField(label="What is it for?", max_length=60)
    scopes = forms.MultipleChoiceField(
        label="It may", choices=Scope.choices, initial=[Scope.READ], widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(label="It expires after", choices=LIFETIMES, initial="90", coerce=int)

    def lifetime(self) -> timedelta:
        return timedelta(days=self.cleaned_data["days"])


class AuditFilter(forms.Form):
    verb = forms.ChoiceField(label="What", required=False)
    person = forms.ModelChoiceField(User.objects.none(), label="Who", required=False, empty_label="Everybody")
    since = forms.DateField(label="From", required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label="To", required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["verb"].choices = [("", "Everything"), *((verb, verb) for verb in selectors.verbs())]  # type: ignore[attr-defined]
        self.fields["person"].queryset = selectors.people()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", "The last day lies before the first.")
        return cleaned
