"""Amounts that waited for an exchange rate."""

from imports import registry
from imports.core.target import Amend, Target
from imports.reading.tables import table_of


def waiting_for_rates() -> tuple[Amend, ...]:
    """For every table of amounts: convert those that could not be converted, by the rates that are known now."""
    priced = {entry.model: entry.money for entry in registry.targets() if entry.money}
    return tuple(
        Amend(
            model=model,
            select=f"""SELECT t.id, x.rate, x."on" AS rate_on, round(t.amount * x.rate, 2) AS reported
                FROM {table_of(model).name} t, LATERAL (
                    SELECT r.rate, r."on" FROM organisation_exchangerate r
                    WHERE r.currency = t.currency AND r."on" <= {money.dated} ORDER BY r."on" DESC LIMIT 1) x
                WHERE t.amount IS NOT NULL AND t.reported IS NULL""",
        )
        for model, money in priced.items()
    )


def models_written(entry: Target) -> tuple[str, ...]:
    """Every table that an import of this target may write, in the order of writing."""
    more = [work.model for work in waiting_for_rates()] if entry.settles_money else []
    return tuple(dict.fromkeys([*entry.models, *more]))
