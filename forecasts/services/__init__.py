"""Write forecasts. What needs numpy (outlook, launch) is imported by workers only, from its own module."""

from forecasts.services.promises import Beside, PromiseRefused, promise_campaign, promise_key_result
from forecasts.services.settling import settle_promises

__all__ = ["Beside", "PromiseRefused", "promise_campaign", "promise_key_result", "settle_promises"]
