"""Ask one part whether it is well: `python -m alignment.config.probe web|worker|beat`; for health checks.

Plain Python, so that a check every few seconds costs next to nothing.
"""

import os
import socket
import sys
import urllib.request
from contextlib import closing

import psycopg2

SILENT_TOO_LONG = 60  # seconds
LAST_HEARD = "SELECT extract(epoch FROM now() - max(seen_at)) FROM jobs_workerheartbeat WHERE name LIKE %s"


def main(part: str) -> str:
    """What is wrong with this machine's part; nothing when it is well."""
    return _web() if part == "web" else _heard(f"%@{socket.gethostname()}" if part == "worker" else part)


def _web() -> str:
    host = os.environ.get("ALLOWED_HOSTS", "127.0.0.1").split(",")[0].strip()
    address = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/livez"
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Host": host}), timeout=4) as answer:
        return "" if answer.status == 200 else f"it answered {answer.status}"


def _heard(name: str) -> str:
    with closing(psycopg2.connect(os.environ["DATABASE_URL"], connect_timeout=3)) as database:
        cursor = database.cursor()
        cursor.execute(LAST_HEARD, [name])
        (seconds,) = cursor.fetchone() or (None,)
    if seconds is None:
        return "it was never heard"
    return f"it was last heard {seconds:.0f} s ago" if seconds > SILENT_TOO_LONG else ""


if __name__ == "__main__":
    try:
        trouble = main(sys.argv[1])
    except (OSError, psycopg2.Error) as error:
        trouble = str(error)
    sys.exit(trouble or None)
