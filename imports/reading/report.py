"""Gather what was found in a file: settings, sums to compare, problems."""

from collections.abc import Sequence
from decimal import Decimal

from imports.core.dates import PIVOT
from imports.core.masking import masked
from imports.core.result import Detected, Problem, Sum
from imports.core.target import Kind
from imports.reading.decide import orders_found
from imports.reading.engine import quoted
from imports.reading.limits import LIMITS
from imports.reading.overlap import overlapping
from imports.reading.prepare import Cleaned, Shaped

CENT = Decimal("0.01")


def detected(cleaned: Cleaned, shaped: Shaped) -> Detected:
    plan, layout = cleaned.plan, cleaned.layout
    facts = layout.preamble
    starts_on, last_day = _days(shaped)
    times = [reading for reading in plan.readings.values() if reading.kind is Kind.INSTANT]
    spans = [reading for reading in plan.readings.values() if reading.kind is Kind.SPAN]
    preamble = {
        "title": facts.title,
        "account": facts.account,
        "time zone": facts.time_zone,
        "generated": facts.generated_at,
        "first day": facts.starts_on and facts.starts_on.isoformat(),
        "last day": facts.last_day and facts.last_day.isoformat(),
    }
    return Detected(
        encoding=layout.encoding.name,
        delimiter=layout.delimiter,
        header_line=layout.header_line,
        columns={name: plan.headings[place] for name, place in plan.places.items()},
        constants=dict(plan.constants),
        dropped=plan.dropped,
        decimal_mark=next((reading.mark.value for reading in plan.readings.values()), "."),
        orders=orders_found(plan),
        zone=times[0].zone if times else "",
        grain=spans[0].grain.value if spans else "",
        preamble={name: value for name, value in preamble.items() if value},
        starts_on=starts_on,
        last_day=last_day,
        sums=_sums(shaped),
        totals=cleaned.totals,
        warnings=_warnings(cleaned, shaped),
    )


def problems(shaped: Shaped, *, limit: int = LIMITS.issues) -> Sequence[Problem]:
    """The first problems by line; values of personal columns are masked."""
    plan = shaped.plan
    personal = {plan.heading(column.name) for column in plan.columns if column.personal}
    rows = shaped.connection.execute(
        "SELECT line, fate, \"column\", coalesce(value, ''), reason FROM issues ORDER BY line, fate, reason LIMIT $1",
        [limit],
    ).fetchall()
    return [
        Problem(
            line // plan.cells, fate, column[:200], (masked(value) if column in personal else value)[:200], reason[:500]
        )
        for line, fate, column, value, reason in rows
    ]


def _sums(shaped: Shaped) -> Sequence[Sum]:
    money = shaped.plan.target.money
    if money is None:
        return ()
    found = shaped.connection.execute(
        f"SELECT {money.currency}, coalesce(sum({money.amount}), 0), count(*), count(*) - count({money.amount}) "
        "FROM priced GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return [
        Sum(currency or "", Decimal(amount).quantize(CENT), rows, unknown) for currency, amount, rows, unknown in found
    ]


def _days(shaped: Shaped) -> tuple[str, str]:
    money = shaped.plan.target.money
    dated = [c.name for c in shaped.plan.columns if c.kind in (Kind.DAY, Kind.INSTANT) and c.name in shaped.columns]
    name = money.on if money else next(iter(dated), None)
    if not name:
        return "", ""
    low, high = shaped.connection.execute(
        f"SELECT min(CAST({quoted(name)} AS DATE)), max(CAST({quoted(name)} AS DATE)) FROM priced"
    ).fetchall()[0]
    return str(low or ""), str(high or "")


def _spread(shaped: Shaped) -> Sequence[str]:
    """Spans longer than a day are spread wherever days are shown: said, because it is a choice."""
    if not {"spent_on", "spent_until"} <= set(shaped.columns):
        return ()
    query = "SELECT count(*) FROM priced WHERE spent_until > spent_on + 1"
    longer = int(shaped.connection.execute(query).fetchall()[0][0])
    return [f"{longer:,} amounts cover more than a day; they count evenly over their days."] if longer else ()


def _warnings(cleaned: Cleaned, shaped: Shaped) -> Sequence[str]:
    found = []
    if cleaned.layout.encoding.assumed:
        found.append(f"The encoding is not said in the file; {cleaned.layout.encoding.name} was assumed.")
    if cleaned.layout.next_table:
        found.append(
            f"Another table begins on line {cleaned.layout.next_table}; only the first one of a file is imported. "
            "Export the others one by one."
        )
    if cleaned.layout.preamble.incomplete:
        found.append("The vendor says that the data may be incomplete; import the report again later.")
    found += [
        f"{total.label}: the file declares {total.declared:,f}, {total.read:,f} was read."
        for total in cleaned.totals
        if total.difference
    ]
    found += [
        f"Years of two digits in “{shaped.plan.heading(name)}” are read as {PIVOT + 1900} to {PIVOT + 1999}."
        for name, reading in shaped.plan.readings.items()
        if reading.short_years
    ]
    found += _spread(shaped)
    if shaped.plan.target.money:
        unrated = shaped.connection.execute(
            "SELECT DISTINCT currency FROM priced WHERE amount IS NOT NULL AND reported IS NULL ORDER BY 1"
        ).fetchall()
        found += [f"No exchange rate for {currency} is known: its amounts are not added up." for (currency,) in unrated]
    blanked = shaped.connection.execute(
        "SELECT count(DISTINCT line) FROM issues WHERE fate = 'blanked' "
        "AND line NOT IN (SELECT line FROM issues WHERE fate <> 'blanked')"
    ).fetchall()[0][0]
    if blanked:
        found.append(f"Rows taken with a value left blank: {blanked:,}; they are listed.")
    found += overlapping(shaped)
    return found
