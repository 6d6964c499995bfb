"""The developers' page that shows every component in every state."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from people.policy import allowed
from reports.dashboards import components

HORIZONS = [("short", "This quarter"), ("long", "A year or more")]


class SampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(max_length=60, help_text="As it stands on the invoice.")
    channel = forms.ChoiceField(choices=[("", "Choose one"), ("event", "Event"), ("paid", "Paid media")])
    budget = forms.DecimalField(min_value=0, decimal_places=2, label="Budget, €")
    starts_on = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), required=False)
    horizon = forms.ChoiceField(
        choices=[("short", "This quarter"), ("long", "A year or more")], widget=forms.RadioSelect
    )
    hypothesis = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    brief = forms.FileField(required=False)
    agreed = forms.BooleanField(label="Finance has agreed", help_text="Needed above €100,000.")


@allowed("components.view")
def show(request: HttpRequest) -> HttpResponse:
    """GET shows all; POST checks the sample form and answers with a message."""
    sent = request.method == "POST"
    form = SampleForm(request.POST, request.FILES) if sent else SampleForm()
    if sent and form.is_valid():
        messages.success(request, f"“{form.cleaned_data['name']}” is complete. Nothing was saved: this is a sample.")
        return redirect("components")
    if sent:
        messages.error(request, "The form has mistakes; they are marked beside their fields.")
    return render(request, "reports/components.html", {"form": form, "page": components.build()})
