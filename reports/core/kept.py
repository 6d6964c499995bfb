"""What a frozen cycle was made of, kept so that every later difference can be explained row by row."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.core.bridge import FactRow


@dataclass(frozen=True, slots=True)
class Manifest:
    """One month of one relation of facts, with the digest of all its rows."""

    relation: str
    month: int
    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class KeptLink:
    campaign: int
    objective: int | None
    key_result: int | None
    share: Decimal
    role: str
    since: date
    until: date | None
    evidence: str


@dataclass(frozen=True, slots=True)
class KeptDefinition:
    key: str
    version: int


@dataclass(frozen=True, slots=True)
class Merged:
    """A person or company whose row stands for another one."""

    pk: int
    survivor: int


@dataclass(frozen=True, slots=True)
class KeptFacts:
    """Rows behind the sums. `pipeline` and `won` hold the deals of the cycle, counted where a touch came before.

    `last_deal` and `last_spend` are the newest rows that there were of any date, by which late ones are told.
    `crm_pipeline`, `attributed`, `crm_won` and `ledger` are the sums as the runs and the ledger had them.
    """

    pipeline: tuple[FactRow, ...]
    won: tuple[FactRow, ...]
    spend: tuple[FactRow, ...]
    last_deal: int
    last_spend: int
    contacts: tuple[Merged, ...]
    accounts: tuple[Merged, ...]
    crm_pipeline: Decimal
    attributed: Decimal
    crm_won: Decimal
    ledger: Decimal
    cut: str


@dataclass(frozen=True, slots=True)
class Kept:
    manifests: tuple[Manifest, ...]
    links: tuple[KeptLink, ...]
    definitions: tuple[KeptDefinition, ...]
    facts: KeptFacts
