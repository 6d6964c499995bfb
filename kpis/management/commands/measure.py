"""manage.py measure KPI … --from D --to D: what KPIs were, from the facts as they are now."""

import csv
import json
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from attribution.core.models import ADDITIVE
from kpis import selectors, services
from kpis.core.measures import BREAKDOWNS
from kpis.core.pairs import scope_of_pairs
from kpis.core.steps import Step, steps
from kpis.selectors import Ask, Found
from kpis.selectors.credit import DEFAULT_MODEL
from organisation.core.calendar import Window
from organisation.core.scope import Scope
from organisation.selectors import organisation, today


class Command(BaseCommand):
    help = "Prints KPIs by key or name, for any window, scope and breakdown, with numerator, denominator and reasons."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kpi", nargs="+", help="key or name of a KPI; “all” for the whole catalogue")
        parser.add_argument("--from", dest="since", type=_day, required=True, help="first day, as 2026-01-01")
        parser.add_argument("--to", dest="until", type=_day, required=True, help="first day after, as 2026-04-01")
        parser.add_argument("--every", type=Step, choices=list(Step), help="one value for each step of the window")
        parser.add_argument("--scope", nargs="+", default=[], metavar="DIMENSION=VALUE", help="such as segment=Retail")
        parser.add_argument("--by", default="", choices=BREAKDOWNS, help="break down by a dimension")
        parser.add_argument("--model", default=DEFAULT_MODEL, choices=ADDITIVE, help="attribution model")
        parser.add_argument("--format", default="json", choices=["json", "csv"])

    def handle(self, *arguments: Any, **options: Any) -> None:
        now = timezone.now()
        services.ship_catalogue(now=now)
        company = organisation()
        try:
            window = Window(options["since"], options["until"])
            scope = scope_of_pairs(options["scope"])
            wanted = _wanted(options["kpi"])
        except (ValueError, LookupError) as error:
            raise CommandError(str(error)) from error
        windows = steps(
            window, options["every"], year_starts=company.fiscal_year_starts, week_starts=company.week_starts
        )
        ask = Ask(tuple(windows), (scope,), now, company.time_zone, options["by"])
        names = selectors.labels(options["by"])
        credits, _ = selectors.newest_credit(model=options["model"])
        found = services.measured(wanted, ask, credits=credits)
        credited = selectors.modelled(selectors.current_definitions())
        model = {row.key: options["model"] for row in wanted if row.key in credited}
        rows = [
            {**_row(one, names, options["by"], today(now)), "model": model.get(one.definition.key, "")} for one in found
        ]
        if options["format"] == "json":
            self.stdout.write(json.dumps(rows, indent=2, ensure_ascii=False))
        else:
            self._csv(rows, scope)

    def _csv(self, rows: Sequence[Mapping[str, Any]], scope: Scope) -> None:
        if not rows:
            return
        writer = csv.DictWriter(self.stdout, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, "scope": str(scope)} for row in rows)


def _wanted(names: Sequence[str]) -> list[Any]:
    if list(names) == ["all"]:
        return list(selectors.current_definitions())
    return [selectors.definition(name) for name in names]


def _row(found: Found, names: Mapping[str, str], by: str, as_of: date) -> dict[str, Any]:
    definition, answer, member = found.definition, found.answer, found.cell.member
    split = {by: names.get(member, member)} if by and member is not None else {by: None} if by else {}
    return {
        "kpi": definition.key,
        "name": definition.name,
        "version": definition.version,
        "unit": definition.unit,
        "starts_on": found.cell.window.starts_on.isoformat(),
        "ends_on": found.cell.window.ends_on.isoformat(),
        "scope": found.cell.scope.as_mapping(),
        **split,
        "value": _number(answer.value),
        "numerator": _number(answer.numerator),
        "denominator": _number(answer.denominator),
        "n": found.n,
        "margin": _number(found.margin),
        "unknown": found.unknown,
        "reason": answer.reason,
        "note": found.note,
        "as_of": as_of.isoformat(),
    }


def _number(value: Decimal | None) -> float | int | None:
    """A JSON number; whole where it is whole."""
    if value is None:
        return None
    rounded = round(value, 6)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 -- a day has no zone
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a day; write one such as 2026-01-31.") from None
