"""How marketing is meant to serve the business, and how far it does."""

from alignment.models.evidence import EvidenceChange, Experiment
from alignment.models.finding import Finding, FindingEntry
from alignment.models.intent import AuditAnswer, IntentCell
from alignment.models.link import CampaignLink, Exemption
from alignment.models.mapping import MappingStep
from alignment.models.reported import ReportedCycle
from alignment.models.score import ScorePart, ScoreRun
from alignment.models.settings import ScoreSettings
from alignment.models.sight import LineOfSight

__all__ = [
    "AuditAnswer",
    "CampaignLink",
    "EvidenceChange",
    "Exemption",
    "Experiment",
    "Finding",
    "FindingEntry",
    "IntentCell",
    "LineOfSight",
    "MappingStep",
    "ReportedCycle",
    "ScorePart",
    "ScoreRun",
    "ScoreSettings",
]
