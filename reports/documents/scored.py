"""What the documents say of the score."""

from organisation.core import show
from reports.core.snapshot import Score


def score_words(score: Score, *, part: str = "") -> dict[str, str]:
    """For the fields of the pack that speak of it; beside numbers of a part of the business it says whose it is."""
    if score.value is None:
        return {"score": show.NONE, "score_note": "Not scorable", "score_moved": score.reason}
    low, high = show.number(score.low), show.number(score.high)
    note = f"of 100, {low} to {high} over {score.models} models" if score.models > 1 and low != high else "of 100"
    whose = ", the whole business" if part else ""
    return {"score": show.number(score.value), "score_note": f"{note}{whose}", "score_moved": score.moved}
