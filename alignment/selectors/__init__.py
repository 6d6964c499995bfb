"""Read links, scores and what they rest on."""

from alignment.selectors.findings import Move, best_moves, findings
from alignment.selectors.inputs import score_inputs
from alignment.selectors.scores import latest_score, score_run
from alignment.selectors.settings import settings_in_force

__all__ = ["Move", "best_moves", "findings", "latest_score", "score_inputs", "score_run", "settings_in_force"]
