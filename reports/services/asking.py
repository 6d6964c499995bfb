"""Ask for the demonstration company: what a quarter was first reported on, then what restated it."""

from jobs.services import enqueue
from people.models import User


def ask_for_company(*, by: User | None = None) -> None:
    """Both jobs wait together, so that no recompute of the first files comes between them."""
    enqueue("reports.load_company", by=by, coalesce=True)
    enqueue("reports.restate_company", by=by, coalesce=True)
