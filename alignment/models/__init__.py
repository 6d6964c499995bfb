"""How marketing is meant to serve the business, and how far it does."""

from alignment.models.finding import Finding, FindingEntry
from alignment.models.link import CampaignLink, Exemption
from alignment.models.mapping import MappingStep
from alignment.models.score import ScorePart, ScoreRun
from alignment.models.settings import ScoreSettings
from alignment.models.sight import LineOfSight

__all__ = [
    "CampaignLink",
    "Exemption",
    "Finding",
    "FindingEntry",
    "LineOfSight",
    "MappingStep",
    "ScorePart",
    "ScoreRun",
    "ScoreSettings",
]
