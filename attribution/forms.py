"""How journeys to one milestone are cut and weighed."""

from collections.abc import Iterator

from django import forms

from attribution.models import Convention

WEIGHTS = ("custom_first", "custom_lead", "custom_opportunity", "custom_closing", "custom_rest")
JOURNEYS = ("unit", "both_units", "lookback_days", "reset", "tails")
TOUCHES = ("collapse_repeats", "first_occurrence", "drop_direct", "keep_last")
MODELS = ("half_life_days", "markov_order")


class ConventionForm(forms.ModelForm):
    """Everything a run takes from its settings; only the proportions of custom weights count."""

    lookback_days = forms.FloatField(
        label="Look-back, days", min_value=0, max_value=3650,
        help_text="A touch counts from so many days before the milestone on.",
    )  # fmt: skip
    half_life_days = forms.FloatField(
        label="Half-life of time decay, days", min_value=0.01, max_value=3650,
        help_text="A touch so much earlier has half the weight.",
    )  # fmt: skip
    keep_last = forms.IntegerField(
        label="Keep only the last touches", min_value=1, max_value=10_000, required=False,
        help_text="How many; blank keeps all.",
    )  # fmt: skip
    markov_order = forms.TypedChoiceField(
        label="Order of the Markov chain", coerce=int, choices=[(order, str(order)) for order in range(1, 5)],
        help_text="How many channels back the chain remembers.",
    )  # fmt: skip

    class Meta:
        model = Convention
        fields = [*JOURNEYS, *TOUCHES, *MODELS, *WEIGHTS]
        labels = {
            "unit": "Journeys of",
            "both_units": "Compute the other unit as well",
            "reset": "A journey opens after the milestone before it",
            "tails": "What follows the last milestone is a journey that led to nothing",
            "collapse_repeats": "Take repeats in a row as one touch",
            "first_occurrence": "Keep each channel’s first touch alone",
            "drop_direct": "Drop Direct, unless there is nothing else",
            "custom_first": "First touch",
            "custom_lead": "Lead-creating touch",
            "custom_opportunity": "Opportunity-creating touch",
            "custom_closing": "Closing touch",
            "custom_rest": "All others together",
        }
        help_texts = {
            "unit": "People travel alone; an account travels with the touches of all its contacts.",
            "both_units": "The explorer can then switch between people and accounts. It takes about as long again.",
        }

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]
        for name in WEIGHTS:
            self.fields[name].min_value = 0
            self.fields[name].widget.attrs["min"] = 0

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        weights = [given.get(name) for name in WEIGHTS]
        if all(weight is not None for weight in weights):
            if min(weights) < 0:
                self.add_error(None, "Weights of the custom model must be zero or more.")
            elif not sum(weights) > 0:
                self.add_error(None, "Give at least one part of the custom model a weight.")
        return given

    def of_journeys(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in JOURNEYS)

    def of_touches(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in TOUCHES)

    def of_models(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in MODELS)

    def of_custom(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in WEIGHTS)
