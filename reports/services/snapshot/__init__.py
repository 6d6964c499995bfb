"""One frozen document of all numbers of a cycle."""

from reports.services.snapshot.build import build

__all__ = ["build"]
