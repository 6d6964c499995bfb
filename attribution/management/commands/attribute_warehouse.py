"""manage.py attribute_warehouse sql|games: attribution inside a warehouse that offers the four relations as views."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

DIALECTS = ("postgres", "spark", "bigquery", "snowflake", "clickhouse", "duckdb")


class Command(BaseCommand):
    help = "Writes the queries for a warehouse (sql), and Markov and Shapley from its answers (games)."
    requires_system_checks: list[str] = []
    needs_servers = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        ways = parser.add_subparsers(dest="way", required=True)
        sql, games = ways.add_parser("sql"), ways.add_parser("games")
        sql.add_argument("dialect", choices=DIALECTS)
        sql.add_argument("--milestone", default="won", help="lead, mql, sql, opportunity, won or order")
        sql.add_argument("--unit", choices=("person", "account"), help="whose journeys; as usual if not given")
        sql.add_argument("--lookback-days", type=float, help="as usual if not given")
        sql.add_argument("--half-life-days", type=float, help="as usual if not given")
        sql.add_argument("--reset", action="store_true", help="a journey opens after the milestone before it")
        games.add_argument("transition", help="the answer to ask-after-2-transition.sql as CSV")
        games.add_argument("channel_set", help="the answer to ask-after-1-channel_set.sql as CSV")
        for way in (sql, games):
            way.add_argument("--channels", type=int, required=True, help="how many channels, the unknown one too")
            way.add_argument("--order", type=int, default=1, help="order of the Markov chain, 1 to 4")
            way.add_argument("--out", required=True, help="folder; made if missing")

    def handle(self, *arguments: Any, **options: Any) -> None:
        from attribution.core.settings import BadSettings
        from attribution.offline.tables import BadFile

        try:
            written = (_sql if options["way"] == "sql" else _games)(options)
        except (BadFile, BadSettings) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(written)} files in {options['out']}.")


def _sql(options: dict[str, Any]) -> Any:
    from attribution.core.conventions import settings_from
    from attribution.core.settings import BadSettings, Stage
    from attribution.engine.dialects import Dialect
    from attribution.offline.warehouse import write_queries

    if options["milestone"].upper() not in Stage.__members__:
        raise BadSettings("Milestones are lead, mql, sql, opportunity, won and order.")
    names = ("unit", "lookback_days", "half_life_days", "reset")
    given = {name: options[name] for name in names if options[name] is not None} | {"markov_order": options["order"]}
    settings = settings_from(given, Stage[options["milestone"].upper()])
    return write_queries(
        settings, Dialect(options["dialect"]), channels=options["channels"], folder=Path(options["out"])
    )


def _games(options: dict[str, Any]) -> Any:
    from attribution.offline.warehouse import write_games

    return write_games(
        Path(options["transition"]),
        Path(options["channel_set"]),
        channels=options["channels"],
        order=options["order"],
        folder=Path(options["out"]),
    )
