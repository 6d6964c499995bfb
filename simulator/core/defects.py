"""A CRM's usual defects, put into tables that were right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.core.draws import Draws
from simulator.core.tables import Table

LOADED_AT = "2025-02-03T02:00:00+00:00"
"""Night of the CRM's migration, which some dates show instead of the truth."""


def spoil(tables: Sequence[Table], draws: Draws) -> list[Table]:
    """The same tables with gaps, duplicates, late entries and wrong dates; other tables pass unchanged."""
    return [_SPOILERS[table.name](table, draws) if table.name in _SPOILERS else table for table in tables]


def _contacts(table: Table, draws: Draws) -> Table:
    """Dates of the migration, forgotten MQL dates, SQL before MQL, lost accounts, shouting e-mail addresses."""
    columns = _cells(table)
    _blank(columns["account_key"], _rows(table, draws, "contact/account", 0.10))
    _blank(columns["mql_at"], _rows(table, draws, "contact/mql", 0.20))
    for row in np.flatnonzero(_rows(table, draws, "contact/loaded", 0.10)).tolist():
        columns["lead_at"][row] = LOADED_AT if columns["lead_at"][row] else ""
    for row in np.flatnonzero(_rows(table, draws, "contact/order", 0.05)).tolist():
        if columns["mql_at"][row] and columns["sql_at"][row]:
            columns["mql_at"][row], columns["sql_at"][row] = columns["sql_at"][row], columns["mql_at"][row]
    for row in np.flatnonzero(_rows(table, draws, "contact/case", 0.10)).tolist():
        columns["email"][row] = columns["email"][row].upper()
    return Table(table.name, columns)


def _accounts(table: Table, draws: Draws) -> Table:
    """Some companies exist twice under almost the same name."""
    twice = np.flatnonzero(_rows(table, draws, "account/twice", 0.03)).tolist()
    columns = _cells(table)
    for name, column in columns.items():
        copies = [column[row] for row in twice]
        if name == "external_id":
            copies = [f"{cell}D" for cell in copies]
        if name == "name":
            copies = [f"{cell.upper()} Ltd." for cell in copies]
        column.extend(copies)
    return Table(table.name, columns)


def _opportunities(table: Table, draws: Draws) -> Table:
    """Blank amounts, deals typed in on the day they close, closes moved to the month's end, a guessed source."""
    columns = _cells(table)
    _blank(columns["amount"], _rows(table, draws, "deal/amount", 0.08) & _is(columns["outcome"], "won", equal=False))
    late = _rows(table, draws, "deal/late", 0.10) & _is(columns["outcome"], "open", equal=False)
    for row in np.flatnonzero(late).tolist():
        columns["created_at"][row] = f"{columns['closes_on'][row]}T08:00:00+00:00"
    moved = _rows(table, draws, "deal/month_end", 0.20) & _is(columns["outcome"], "open", equal=False)
    for row in np.flatnonzero(moved).tolist():
        month = np.datetime64(columns["closes_on"][row][:7])
        columns["closes_on"][row] = str((month + 1).astype("datetime64[D]") - 1)
    guessed = _rows(table, draws, "deal/source", 0.35)
    words = draws.choice("deal/source/word", (3, 3, 2, 2), np.arange(len(table)))
    for row in np.flatnonzero(guessed).tolist():
        columns["source_field"][row] = ("Sales", "Marketing", "Other", "")[words[row]]
    _blank(columns["primary_campaign"], _rows(table, draws, "deal/campaign", 0.4))
    return Table(table.name, columns)


def _history(table: Table, draws: Draws) -> Table:
    """A quarter of the middle stages were never entered."""
    middle = _is(_cells(table)["stage"], "Proposal") | _is(_cells(table)["stage"], "Negotiation")
    return _without(table, middle & _rows(table, draws, "history/skipped", 0.25))


def _roles(table: Table, draws: Draws) -> Table:
    """Two of five deals name nobody."""
    deals, place = np.unique(np.array(_cells(table)["opportunity_key"]), return_inverse=True)
    return _without(table, (draws.uniform("defect/role/none", np.arange(len(deals))) < 0.4)[place])


def _activities(table: Table, draws: Draws) -> Table:
    return _without(table, _rows(table, draws, "activity/forgotten", 0.3))


_SPOILERS = {
    "contacts.csv": _contacts,
    "accounts.csv": _accounts,
    "opportunities.csv": _opportunities,
    "opportunity_history.csv": _history,
    "contact_roles.csv": _roles,
    "sales_activities.csv": _activities,
}


def _cells(table: Table) -> dict[str, list[str]]:
    return {name: [str(cell) for cell in column] for name, column in table.columns.items()}


def _rows(table: Table, draws: Draws, stream: str, share: float) -> NDArray[np.bool_]:
    return np.asarray(draws.uniform(f"defect/{stream}", np.arange(len(table))) < share)


def _is(column: Sequence[str], word: str, *, equal: bool = True) -> NDArray[np.bool_]:
    return np.array([(cell == word) is equal for cell in column])


def _blank(column: list[str], rows: NDArray[np.bool_]) -> None:
    for row in np.flatnonzero(rows).tolist():
        column[row] = ""


def _without(table: Table, dropped: NDArray[np.bool_]) -> Table:
    kept = np.flatnonzero(~dropped).tolist()
    columns: Mapping[str, Sequence[object]] = {
        name: [column[row] for row in kept] for name, column in table.columns.items()
    }
    return Table(table.name, columns)
