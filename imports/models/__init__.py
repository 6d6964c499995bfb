"""The log of everything that came in."""

from imports.models.batch import Batch, Issue, Previous
from imports.models.source import Source, StoredFile

__all__ = ["Batch", "Issue", "Previous", "Source", "StoredFile"]
