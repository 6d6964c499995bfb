"""What is not as it should be: every finding with its evidence, its money and the points it costs."""

from alignment.core.findings.judge import Judged, best, judge
from alignment.core.findings.registry import BY_KIND, RULES, Rule
from alignment.core.findings.words import Found, Kind, Row, Severity

__all__ = ["BY_KIND", "RULES", "Found", "Judged", "Kind", "Row", "Rule", "Severity", "best", "judge"]
