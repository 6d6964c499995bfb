"""Forms of alignment."""

from alignment.forms.links import ExemptionForm, LinksForm

__all__ = ["ExemptionForm", "LinksForm"]
