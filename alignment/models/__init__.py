"""How marketing is meant to serve the business, and how far it does."""

from alignment.models.finding import Finding, FindingEntry
from alignment.models.link import CampaignLink, Exemption
from alignment.models.mapping import MappingStep
from alignment.models.score import ScorePart, ScoreRun
from alignment.models.settings import ScoreSettings

__all__ = [
    "CampaignLink",
    "Exemption",
    "Finding",
    "FindingEntry",
    "MappingStep",
    "ScorePart",
    "ScoreRun",
    "ScoreSettings",
]
