"""One frozen document of all numbers of a cycle."""

from reports.services.snapshot.build import build
from reports.services.snapshot.keep import digest, keep, store_snapshot

__all__ = ["build", "digest", "keep", "store_snapshot"]
