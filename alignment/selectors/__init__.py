"""Read links, scores and what they rest on."""

from alignment.selectors.inputs import score_inputs
from alignment.selectors.scores import latest_score, score_run

__all__ = ["latest_score", "score_inputs", "score_run"]
