"""Compute credit and keep it.

`run_credit` and `rewrite_facts` read files and arrays, so their modules are loaded when somebody asks for them: workers
and commands do, the web process never does.
"""

from importlib import import_module

HEAVY = {"run_credit": "attribution.services.runs", "rewrite_facts": "attribution.services.rewriting"}

__all__ = ["rewrite_facts", "run_credit"]


def __getattr__(name: str) -> object:
    if name not in HEAVY:
        raise AttributeError(name)
    return getattr(import_module(HEAVY[name]), name)
