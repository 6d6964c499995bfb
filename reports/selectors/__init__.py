"""Read what the worker made ready."""

from reports.selectors.beside import (
    Said,
    comment_versions,
    comments,
    documents,
    earlier_documents,
    embedding_sites,
    said,
    share_links,
    subscription,
)
from reports.selectors.frozen import IS_FROZEN, freezes, frozen, reported, reported_credit, restated
from reports.selectors.shown import alignment_page, annex, as_shown, cohorts, department, numbers, scoped, snapshot
from reports.selectors.work import Work, is_untouched, work

__all__ = [
    "IS_FROZEN",
    "Said",
    "Work",
    "alignment_page",
    "annex",
    "as_shown",
    "cohorts",
    "comment_versions",
    "comments",
    "department",
    "documents",
    "earlier_documents",
    "embedding_sites",
    "freezes",
    "frozen",
    "is_untouched",
    "numbers",
    "reported",
    "reported_credit",
    "restated",
    "said",
    "scoped",
    "share_links",
    "snapshot",
    "subscription",
    "work",
]
