"""What people ask of forecasts, and what they sign."""

from forecasts.forms.launch import VARIANTS, LaunchForm
from forecasts.forms.promise import PromiseForm

__all__ = ["VARIANTS", "LaunchForm", "PromiseForm"]
