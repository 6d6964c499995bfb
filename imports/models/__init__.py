"""The log of everything that came in."""

from imports.models.batch import Batch, Issue, Previous
from imports.models.delivery import Delivery
from imports.models.source import Source, StoredFile

__all__ = ["Batch", "Delivery", "Issue", "Previous", "Source", "StoredFile"]
