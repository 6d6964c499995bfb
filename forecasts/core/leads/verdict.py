"""What may be said about a claim; plain words, so that pages may know them without any arrays."""

from enum import StrEnum


class Verdict(StrEnum):
    TOO_EARLY = "too early to tell"
    HINT = "hint"
    LEADS = "leads"
    NOT_PROVEN = "not proven"
    DOES_NOT_LEAD = "does not lead"
    UNUSABLE = "cannot be tested"
