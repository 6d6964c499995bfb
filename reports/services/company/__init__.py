"""The demonstration company: its files through the importers, its past quarters closed, and all of it recomputed."""

from reports.services.company.load import SOURCE, CompanyRefused, load_company

__all__ = ["SOURCE", "CompanyRefused", "load_company"]
