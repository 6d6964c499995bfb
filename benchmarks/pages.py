"""What the pages of the reports cost a server, and how long documents take to write, on the data of this installation.

SIGHTLINE_DATA=… python benchmarks/pages.py            (after manage.py load_company)
"""

import os
import statistics
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alignment.config.settings")
PORT, TIMES, AT_ONCE = 8943, 120, 4

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

BARE = "/livez"
PAGES = ("alignment", "summary", "board_pack", ("department", "finance"), "close", "share_links")


def main() -> None:
    from people.models import Role, User

    reader, _ = User.objects.get_or_create(email="bench@example.org", defaults={"name": "B", "role": Role.EXECUTIVE})
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(reader)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    command = [sys.executable, "-m", "gunicorn", "--config", "python:alignment.config.gunicorn", "--access-logfile",
               "/dev/null", "--bind", f"127.0.0.1:{PORT}"]  # fmt: skip
    server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        wait()
        bare = measure(BARE, cookie)
        print(f"{'page':28} {'queries':>8} {'KiB':>6} {'p50 ms':>8} {'p95 ms':>8} {'× bare':>8} {'p95, 4 at once':>15}")
        print(f"{BARE:28} {'':8} {'':6} {bare[0]:8.1f} {bare[1]:8.1f} {1:8.1f} {'':15}")
        for name in PAGES:
            address = reverse(name[0], args=name[1:]) if isinstance(name, tuple) else reverse(name)
            show(address, client, cookie, bare=bare[0])
    finally:
        server.terminate()
        server.wait(20)
    documents()


def wait() -> None:
    """Until the server answers; on a busy machine that takes a while."""
    for _ in range(120):
        try:
            ask(BARE, "")
        except OSError:
            time.sleep(0.5)
        else:
            return


def show(address: str, client: Client, cookie: str, *, bare: float) -> None:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        size = len(client.get(address).content) / 1024
    alone, together = measure(address, cookie), measure(address, cookie, at_once=AT_ONCE)
    line = f"{address:28} {len(queries):8d} {size:6.0f} {alone[0]:8.1f} {alone[1]:8.1f} {alone[0] / bare:8.1f}"
    print(f"{line} {together[1]:15.1f}")


def measure(address: str, cookie: str, *, at_once: int = 1) -> tuple[float, float]:
    """Milliseconds: the median and the 95th percentile."""
    for _ in range(8):
        ask(address, cookie)
    with ThreadPoolExecutor(at_once) as pool:
        found = sorted(pool.map(lambda _: ask(address, cookie), range(TIMES)))
    return statistics.median(found), found[int(0.95 * len(found))]


def ask(address: str, cookie: str) -> float:
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}{address}", headers={"Cookie": cookie})
    started = time.perf_counter()
    with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
        response.read()
    return 1000 * (time.perf_counter() - started)


def documents() -> None:
    from pypdf import PdfReader

    from reports import selectors
    from reports.models import BuiltDocument, StoredSnapshot
    from reports.services.documents import written

    stored = max(StoredSnapshot.objects.all(), key=lambda row: row.as_of)
    found, long = selectors.numbers(stored), selectors.annex(stored)
    print(f"\n{stored}: {len(long.campaigns)} campaigns, {len(found.objectives)} business objectives")
    for kind in BuiltDocument.Kind:
        times = []
        for _ in range(3):
            started = time.perf_counter()
            content = written(found, long, kind, said={}, issued="", now=timezone.now())
            times.append(time.perf_counter() - started)
        pages = ""
        if kind == BuiltDocument.Kind.PDF:
            from io import BytesIO

            pages = f", {len(PdfReader(BytesIO(content)).pages)} pages"
        print(f"{kind:5} first {times[0]:5.2f} s, then {min(times):5.2f} s, {len(content) / 1024:6.0f} KiB{pages}")


if __name__ == "__main__":
    main()
