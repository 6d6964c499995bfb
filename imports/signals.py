"""The one signal in the house."""

from django.dispatch import Signal

# Sent on commit with `sender=Batch`, `batch_id`, `target`, `now`: facts of this target were written or undone.
facts_changed = Signal()
