"""What attribution keeps: which facts were read, and the credit that each run gave."""

from attribution.models.facts import FactMonth, ScopeCombination
from attribution.models.runs import Credit, CreditBand, CreditRun, CreditTotal, Milestone

__all__ = ["Credit", "CreditBand", "CreditRun", "CreditTotal", "FactMonth", "Milestone", "ScopeCombination"]
