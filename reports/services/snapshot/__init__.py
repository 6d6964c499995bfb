"""One frozen document of all numbers of a cycle."""

from reports.services.snapshot.build import build
from reports.services.snapshot.keep import NotComputed, digest, keep, store_scoped, store_snapshot

__all__ = ["NotComputed", "build", "digest", "keep", "store_scoped", "store_snapshot"]
