"""Read a query's rows from Django's database as Arrow, through a driver that is not Django's."""

from urllib.parse import quote, urlencode

import adbc_driver_postgresql.dbapi as adbc
import pyarrow as pa
from django.db import connection

from organisation.selectors import organisation


def rows(query: str) -> pa.Table:
    """The whole result; sees only what is committed. `{zone}` in the query is the organisation's time zone."""
    with adbc.connect(database_uri()) as reading, reading.cursor() as cursor:
        cursor.execute(query.replace("{zone}", zone()))
        table: pa.Table = cursor.fetch_arrow_table()
        return table


def zone() -> str:
    """The organisation's time zone as a literal of SQL."""
    return "'" + organisation().time_zone.replace("'", "''") + "'"


def database_uri() -> str:
    """The address of Django's database for other drivers."""
    given = connection.settings_dict
    user, password = quote(given["USER"], safe=""), quote(given.get("PASSWORD") or "", safe="")
    parameters = {"host": given["HOST"], **({"port": given["PORT"]} if given.get("PORT") else {})}
    return f"postgresql://{user}{':' + password if password else ''}@/{quote(given['NAME'])}?{urlencode(parameters)}"
