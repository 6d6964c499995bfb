"""What attribution keeps: which facts were read, and the credit that each run gave."""

from attribution.models.conventions import Convention, Unit
from attribution.models.facts import DirtyMonth, FactMonth, ScopeCombination
from attribution.models.journeys import CoverageMonth, JourneyMonth, Unattributed
from attribution.models.readings import CreditRange, Grouping, Influence, Sourcing, Standing
from attribution.models.runs import Credit, CreditBand, CreditRun, CreditTotal, Milestone

__all__ = [
    "Convention",
    "CoverageMonth",
    "Credit",
    "CreditBand",
    "CreditRange",
    "CreditRun",
    "CreditTotal",
    "DirtyMonth",
    "FactMonth",
    "Grouping",
    "Influence",
    "JourneyMonth",
    "Milestone",
    "ScopeCombination",
    "Sourcing",
    "Standing",
    "Unattributed",
    "Unit",
]
