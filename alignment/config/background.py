"""A background process: `python -m alignment.config.background worker fast heavy`, or `… beat`.

These are Celery's worker and beat without the interactive shell of its command line, which costs each of them 13 MB.
"""

import argparse
import socket
import sys

from alignment.config.celery import app
from alignment.config.embedded.places import ServerDidNotStart
from alignment.config.environment import BadSetting

QUEUES = ("fast", "heavy")
SIGN_OF_LIFE_EVERY = 5  # seconds


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="background", description=(__doc__ or "").splitlines()[0])
    parts = parser.add_subparsers(dest="part", required=True)
    parts.add_parser("beat", help="the clock: wakes workers for what waits, starts what is due")
    worker = parts.add_parser("worker", help="does the jobs of its queues")
    worker.add_argument("queues", nargs="+", choices=QUEUES)
    worker.add_argument("--jobs", type=int, default=1, help="how many at once; default 1")
    worker.add_argument("--name", help="tells several workers of one machine apart; default its queues")
    asked = parser.parse_args(arguments)
    try:
        return _beat() if asked.part == "beat" else _worker(asked)
    except (BadSetting, ServerDidNotStart) as error:
        sys.stderr.write(f"sightline: {error}\n")
        return 1


def _beat() -> int:
    app.Beat(loglevel="INFO", quiet=True).run()
    return 0


def _worker(asked: argparse.Namespace) -> int:
    worker = app.Worker(
        hostname=f"{asked.name or '-'.join(asked.queues)}@{socket.gethostname()}",
        queues=asked.queues,
        concurrency=asked.jobs,
        heartbeat_interval=SIGN_OF_LIFE_EVERY,
        without_gossip=True,
        without_mingle=True,
        loglevel="INFO",
        quiet=True,
    )
    worker.start()
    return int(worker.exitcode or 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
