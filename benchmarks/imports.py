"""Speed and memory of imports: python benchmarks/imports.py [--small] [--times 2]

A database of its own, made for this and thrown away. A million touchpoints from CSV into Sightline end to end, beside
psql's \\copy of the same file into a plain table in the same run; then the same file again, and as many touchpoints
more; a hundred thousand opportunities from a workbook. Every measurement runs in a process of its own, so that the peak
memory is its own.
"""

import argparse
import atexit
import json
import os
import platform
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
PEOPLE, CAMPAIGNS, ACCOUNTS = 50_000, 200, 20_000
BEGIN = datetime(2024, 1, 1, tzinfo=ZoneInfo("UTC"))
PLAIN = "external_id text, contact_key text, occurred_at timestamptz, campaign_key text, channel text, kind text"
OPPORTUNITY = (
    "Opportunity ID", "Opportunity name", "Account ID", "Stage", "Amount", "Currency", "Created", "Close date",
    "Is closed", "Is won", "Type", "Lead source", "Segment", "Region", "Product",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a hundredth of the rows, to try the script")
    parser.add_argument("--times", type=int, default=2)
    parser.add_argument("--task", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.task:
        _start()
        TASKS[asked.task[0]](Path(asked.task[1]))
        return
    folder = Path(tempfile.mkdtemp(prefix="sightline-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # after the servers, which stop last registered first
    os.environ["SIGHTLINE_DATA"] = str(folder / "data")
    _start()
    _write_files(folder, share=100 if asked.small else 1)
    _run("prepare", folder)
    print(f"{time.strftime('%Y-%m-%d', time.gmtime())} · {platform.machine()} · {os.cpu_count()} processors\n")
    print("| what | s | processor s, Python | processor s, PostgreSQL | peak MiB | load |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    found = {task: _best(task, folder, 1 if task == "more" else asked.times) for task in LABELS}
    print(f"\nImport over \\copy: {found['touchpoints']['wall'] / found['copy']['wall']:.1f} times")
    print(f"Longest wait of a reader of touchpoints meanwhile: {_run('readers', folder)['wall']:.2f} s")


def _start() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alignment.config.settings")
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    os.environ.setdefault("STATEMENT_TIMEOUT", "30min")
    import django

    from alignment.config import embedded

    embedded.ensure_servers()
    django.setup()


def _best(task: str, folder: Path, times: int) -> dict[str, float]:
    best = min((_run(task, folder) for _ in range(times)), key=lambda one: one["wall"])
    seconds = " | ".join(f"{best[name]:.1f}" for name in ("wall", "cpu", "servers"))
    print(f"| {LABELS[task]} | {seconds} | {best['peak']:.0f} | {os.getloadavg()[0]:.0f} |", flush=True)
    return best


def _run(task: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, str(Path(__file__).resolve()), "--task", task, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    measured = [line for line in done.stdout.splitlines() if line.startswith('{"wall"')]
    return json.loads(measured[-1]) if measured else {}


def _clocked(work: Callable[[], object]) -> None:
    wall, cpu, servers = time.perf_counter(), time.process_time(), _of_servers()
    told = work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    used = {"cpu": time.process_time() - cpu, "servers": _of_servers() - servers}
    print(json.dumps({"wall": time.perf_counter() - wall, "peak": peak, **used}))
    print(told, file=sys.stderr)


def _of_servers() -> float:
    """Processor seconds of PostgreSQL so far; a backend that ends adds its own to those of the one that started it."""
    from alignment.config.embedded.places import Places

    first = int((Places.here().cluster / "postmaster.pid").read_text().split()[0])
    found = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
        except OSError:  # it has ended
            continue
        if int(status.parent.name) == first:
            found += sum(map(int, fields[11:15]))
        elif int(fields[1]) == first:
            found += sum(map(int, fields[11:13]))
    return found / os.sysconf("SC_CLK_TCK")


def _write_files(folder: Path, *, share: int) -> None:
    chance = random.Random(7)
    names = [f"C{n},Campaign {n}\n" for n in range(CAMPAIGNS)]
    (folder / "campaigns.csv").write_text("external_id,name\n" + "".join(names))
    people = [f"P{n},person{n}@example.com\n" for n in range(PEOPLE)]
    (folder / "contacts.csv").write_text("external_id,email\n" + "".join(people))
    accounts = [f"A{n},Account {n},account{n}.example\n" for n in range(ACCOUNTS)]
    (folder / "accounts.csv").write_text("external_id,name,domain\n" + "".join(accounts))
    rows = 1_000_000 // share
    _write_touchpoints(folder / "touchpoints.csv", chance, range(rows))
    _write_touchpoints(folder / "more.csv", chance, range(rows, 2 * rows))
    _write_workbook(folder / "opportunities.xlsx", chance, rows=100_000 // share)


def _write_touchpoints(path: Path, chance: random.Random, numbers: range) -> None:
    channels, kinds = ("Email", "Paid search", "Display", "Events"), ("Click", "Visit", "Webinar attended", "Reply")
    with path.open("w") as out:
        out.write("external_id,contact_key,occurred_at,campaign_key,channel,kind\n")
        for n in numbers:
            at = BEGIN + timedelta(seconds=chance.randrange(63_000_000))
            who, campaign = chance.randrange(PEOPLE), chance.randrange(CAMPAIGNS)
            out.write(f"T{n:09},P{who},{at:%Y-%m-%dT%H:%M:%SZ},C{campaign},{channels[n % 4]},{kinds[n % 3]}\n")


def _write_workbook(path: Path, chance: random.Random, *, rows: int) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, OPPORTUNITY)
        for n in range(1, rows + 1):
            won = chance.random() < 0.3
            created = (BEGIN + timedelta(days=chance.randrange(600))).replace(tzinfo=None)
            head = [f"006{n:09}", f"Deal {n} with a longer name", f"A{chance.randrange(ACCOUNTS)}", "Proposal"]
            sheet.write_row(n, 0, [*head, round(chance.random() * 90_000, 2), "EUR"])
            sheet.write_datetime(n, 6, created, day)
            sheet.write_datetime(n, 7, created + timedelta(days=90), day)
            sheet.write_row(n, 8, [won, won, "New Business", "Web", "SMB", "EMEA", f"Product {n % 9}"])


def _import(path: Path, target: str, *, source: str = "crm") -> object:
    from django.utils import timezone

    from imports import services
    from imports.core.mapping import Choices

    with path.open("rb") as stream:
        batch = services.open_batch(
            stream=stream, name=path.name, target=target, source=source, now=timezone.now(),
            choices=Choices(zone="UTC"),
        )  # fmt: skip
    return services.load(batch, now=timezone.now()).conservation


def _prepare(folder: Path) -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for target in ("campaigns", "accounts", "contacts"):
        _import(folder / f"{target}.csv", target)


def _copy(folder: Path) -> None:
    """psql's \\copy, by the program itself."""
    from django.db import connection

    from alignment.config.embedded import postgres
    from alignment.config.embedded.places import Places

    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS plain; CREATE TABLE plain ({PLAIN}); CHECKPOINT")
    places = Places.here()
    where = ["--no-psqlrc", "--quiet", "--host", str(places.sockets), "--username", postgres.USER]
    copy = f"\\copy plain from '{folder / 'touchpoints.csv'}' (format csv, header)"
    psql = str(postgres.programs(places) / "psql")
    _clocked(lambda: subprocess.run([psql, *where, "--command", copy, postgres.DATABASE], check=True))


def _touchpoints(folder: Path) -> None:
    _empty()
    _clocked(lambda: _import(folder / "touchpoints.csv", "touchpoints"))


def _empty() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE crm_touchpoint")
        cursor.execute("CHECKPOINT")


def _readers(folder: Path) -> None:
    """The longest that a reader of the table waits while the first rows are imported."""
    import psycopg2
    from django.db import connection

    _empty()
    done, waits = threading.Event(), [0.0]

    def read() -> None:
        reader = psycopg2.connect(**connection.get_connection_params())
        reader.autocommit = True
        with reader.cursor() as cursor:
            while not done.wait(0.02):
                begun = time.perf_counter()
                cursor.execute("SELECT count(*) FROM crm_touchpoint WHERE contact_id = 7")
                waits.append(time.perf_counter() - begun)
        reader.close()

    watching = threading.Thread(target=read)
    watching.start()
    _import(folder / "touchpoints.csv", "touchpoints")
    done.set()
    watching.join()
    print(json.dumps({"wall": max(waits)}))


TASKS = {
    "prepare": _prepare,
    "copy": _copy,
    "touchpoints": _touchpoints,
    "readers": _readers,
    "again": lambda folder: _clocked(lambda: _import(folder / "touchpoints.csv", "touchpoints")),
    "more": lambda folder: _clocked(lambda: _import(folder / "more.csv", "touchpoints")),
    "opportunities": lambda folder: _clocked(lambda: _import(folder / "opportunities.xlsx", "opportunities")),
}
LABELS = {
    "copy": "psql's \\copy of 1,000,000 touchpoints into a plain table",
    "touchpoints": "import of the same file, end to end",
    "again": "the same file again: everything unchanged",
    "more": "a million touchpoints more, beside the first",
    "opportunities": "100,000 opportunities from a workbook",
}

if __name__ == "__main__":
    main()
