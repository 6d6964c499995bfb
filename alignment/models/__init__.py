"""How marketing is meant to serve the business, and how far it does."""

from alignment.models.link import CampaignLink, Exemption
from alignment.models.mapping import MappingStep
from alignment.models.score import ScoreRun

__all__ = ["CampaignLink", "Exemption", "MappingStep", "ScoreRun"]
