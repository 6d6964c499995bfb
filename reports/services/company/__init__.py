"""The demonstration company: its files through the importers, its past quarters closed, and all of it recomputed."""

from reports.services.company.closing import close_past_cycles
from reports.services.company.load import CompanyRefused, load_company, restate_company
from reports.services.company.moving import ask_for_moves

__all__ = ["CompanyRefused", "ask_for_moves", "close_past_cycles", "load_company", "restate_company"]
