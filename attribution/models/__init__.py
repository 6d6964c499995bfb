"""What attribution keeps: which facts were read, and the credit that each run gave."""

from attribution.models.facts import FactMonth, ScopeCombination
from attribution.models.journeys import CoverageMonth, JourneyMonth, Unattributed
from attribution.models.runs import Credit, CreditBand, CreditRun, CreditTotal, Milestone

__all__ = [
    "CoverageMonth",
    "Credit",
    "CreditBand",
    "CreditRun",
    "CreditTotal",
    "FactMonth",
    "JourneyMonth",
    "Milestone",
    "ScopeCombination",
    "Unattributed",
]
