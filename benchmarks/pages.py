"""What the pages of the reports cost a server, what Chromium sees of them, and how long documents take to write.

SIGHTLINE_DATA=… python benchmarks/pages.py

An empty folder is filled first: the small demonstration company, grown to 500 campaigns, 30 objectives, 12 quarters.
wrk (Debian's package) asks when it is there, else threads of Python; which of them did is printed.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alignment.config.settings")
PORT, SECONDS, AT_ONCE, TIMES = 8943, 8, 4, 60
AIM = 60.0  # milliseconds at the 95th percentile

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
    from alignment.config import embedded, environment
    from benchmarks.pages_seen import seen
    from benchmarks.pages_world import grow
    from people.models import Role, User

    environment.allow_long_statements()
    embedded.ensure_servers()
    grow()
    reader, _ = User.objects.get_or_create(email="bench@example.org", defaults={"name": "B", "role": Role.EXECUTIVE})
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(reader)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    at = [reverse(name[0], args=name[1:]) if isinstance(name, tuple) else reverse(name) for name in PAGES]
    print(f"Load {os.getloadavg()[0]:.1f}; {'wrk' if shutil.which('wrk') else 'threads of Python'} asks.\n")
    in_process(client, at)
    command = [sys.executable, "-m", "gunicorn", "--config", "python:alignment.config.gunicorn", "--access-logfile",
               "/dev/null", "--bind", f"127.0.0.1:{PORT}"]  # fmt: skip
    server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        wait()
        served([BARE, *at], f"{settings.SESSION_COOKIE_NAME}={session}")
        seen(f"http://127.0.0.1:{PORT}", ["/", "/summary/"], name=settings.SESSION_COOKIE_NAME, value=session)
    finally:
        server.terminate()
        server.wait(20)
    documents()


def in_process(client: Client, addresses: list[str]) -> None:
    """Processor time of one request with all middleware: what a page costs whoever else is on the machine."""
    print(f"{'processor time, ms':28} {'first':>8} {'p50':>8} {'p95':>8} {'queries':>8} {'KiB':>6}")
    client.get(addresses[-1])
    for address in (BARE, *addresses):
        first = spent(lambda: client.get(address))  # noqa: B023 (called at once)
        with CaptureQueriesContext(connection) as queries:
            size = len(client.get(address).content) / 1024
        asked = len(queries)  # before the next request empties the log
        times = sorted(spent(lambda: client.get(address)) for _ in range(TIMES))  # noqa: B023
        shown = f"{first:8.1f} {statistics.median(times):8.1f} {times[int(0.95 * TIMES)]:8.1f}"
        print(f"{address:28} {shown} {asked:8d} {size:6.0f}")


def spent(done: Callable[[], object]) -> float:
    started = time.process_time()
    done()
    return 1000 * (time.process_time() - started)


def served(addresses: list[str], cookie: str) -> None:
    """Through gunicorn as it is shipped: one reader after the other, and four who never stop asking."""
    print(f"\n{'gunicorn, 4 threads, ms':28} {'p50':>8} {'p95':>8} {'p95, 4 at once':>15} {'pages/s':>8}")
    for address in addresses:
        for _ in range(8):
            ask(address, cookie)
        alone, together = measure(address, cookie, 1), measure(address, cookie, AT_ONCE)
        mark = "" if alone[1] <= AIM else f"  over {AIM:.0f}"
        print(f"{address:28} {alone[0]:8.1f} {alone[1]:8.1f} {together[1]:15.1f} {together[2]:8.1f}{mark}")


def measure(address: str, cookie: str, readers: int) -> tuple[float, float, float]:
    """Milliseconds at the median and the 95th percentile, and requests a second."""
    if not shutil.which("wrk"):
        return by_threads(address, cookie, readers)
    script = ROOT / "benchmarks" / "percentiles.lua"
    command = ["wrk", "-t1", f"-c{readers}", f"-d{SECONDS}s", "-s", str(script), "-H", f"Cookie: {cookie}",
               f"http://127.0.0.1:{PORT}{address}"]  # fmt: skip
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"measured ([\d.]+) ([\d.]+) ([\d.]+) (\d+)", said)
    if found is None or int(found[4]):
        raise SystemExit(f"wrk was not answered with pages: {said}")
    return float(found[1]), float(found[2]), float(found[3])


def by_threads(address: str, cookie: str, readers: int) -> tuple[float, float, float]:
    started = time.perf_counter()
    with ThreadPoolExecutor(readers) as pool:
        found = sorted(pool.map(lambda _: ask(address, cookie), range(TIMES * 2)))
    return statistics.median(found), found[int(0.95 * len(found))], len(found) / (time.perf_counter() - started)


def wait() -> None:
    """Until the server answers; on a busy machine that takes a while."""
    for _ in range(120):
        try:
            ask(BARE, "")
        except OSError:
            time.sleep(0.5)
        else:
            return


def ask(address: str, cookie: str) -> float:
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}{address}", headers={"Cookie": cookie})
    started = time.perf_counter()
    with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
        response.read()
    return 1000 * (time.perf_counter() - started)


def documents() -> None:
    from io import BytesIO

    from pypdf import PdfReader

    from reports import selectors
    from reports.models import BuiltDocument, StoredSnapshot
    from reports.services.documents import written

    stored = max(StoredSnapshot.objects.filter(scope=""), key=lambda row: row.as_of)
    found, long = selectors.numbers(stored), selectors.annex(stored)
    print(f"\n{stored}: {len(long.campaigns)} campaigns, {len(found.objectives)} business objectives")
    for kind in BuiltDocument.Kind:
        times = []
        for _ in range(3):
            started = time.perf_counter()
            content = written(found, long, kind, said={}, issued="", now=timezone.now())
            times.append(time.perf_counter() - started)
        pages = f", {len(PdfReader(BytesIO(content)).pages)} pages" if kind == BuiltDocument.Kind.PDF else ""
        print(f"{kind:5} first {times[0]:5.2f} s, then {min(times):5.2f} s, {len(content) / 1024:6.0f} KiB{pages}")


if __name__ == "__main__":
    main()
