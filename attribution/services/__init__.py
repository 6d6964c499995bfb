"""Compute credit and keep it. Imports heavy libraries: only workers and commands may call this."""

from attribution.services.rewriting import rewrite_facts
from attribution.services.runs import run_credit

__all__ = ["rewrite_facts", "run_credit"]
