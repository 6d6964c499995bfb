"""Speed and memory of attribution, beside what else can be installed: python benchmarks/attribution.py [--small]

Every measurement runs in a process of its own, so that the peak memory is its own. Peers are measured where they are
found: `pip install ChannelAttribution marketing-attribution-models` in an environment of their own, its interpreter
given by --peers. Times are wall seconds and, because machines are shared, processor seconds.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

# Matrix products of this size gain nothing from threads; on a shared machine threads wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


@dataclass(frozen=True, slots=True)
class Size:
    units: int
    converting: float
    touches_per_unit: float = 5
    channels: int = 20


SIZES = {
    "1M": Size(units=1_000_000, converting=1.0),
    "1M-nulls": Size(units=1_000_000, converting=0.7),
    "10M": Size(units=2_000_000, converting=0.5),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a hundredth of the rows, to try the script")
    parser.add_argument("--peers", help="python interpreter of an environment with the peers")
    parser.add_argument("--only-peers", action="store_true")
    parser.add_argument("--task", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.task:
        if not asked.only_peers:
            import attribution.engine.attribute  # noqa: F401 - loading libraries is not what is measured
        TASKS[asked.task[0]](Path(asked.task[1]))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for label, size in SIZES.items():
            if asked.only_peers and label != "1M-nulls":
                continue
            smaller = replace(size, units=size.units // 100) if asked.small else size
            # In a process of its own: what is started later would begin with this one's peak memory.
            writing = get_context("spawn").Process(target=write_world, args=(folder / label, smaller))
            writing.start()
            writing.join()
        today = time.strftime("%Y-%m-%d", time.gmtime())
        print(f"{today} · {platform.machine()} · {os.cpu_count()} processors · {versions()}\n")
        print("| what | seconds | processor seconds | peak MiB |\n| --- | ---: | ---: | ---: |", flush=True)
        for label, task, size in () if asked.only_peers else PLAN:
            report(label, task, folder / size, sys.executable)
        for label, task in PEERS if asked.peers else ():
            report(label, task, folder / "1M-nulls", asked.peers)


def report(label: str, task: str, folder: Path, python: str) -> None:
    command = [python, str(Path(__file__).resolve()), "--task", task, str(folder)]
    if python != sys.executable:
        command.append("--only-peers")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"| {label} | did not run: {(done.stderr.strip().splitlines() or ['?'])[-1][:90]} | | |", flush=True)
    for line in done.stdout.splitlines():
        if line.startswith('{"part"'):
            found = json.loads(line)
            part = f"{label}: {found['part']}" if found["part"] else label
            print(f"| {part} | {found['wall']:.2f} | {found['cpu']:.2f} | {found['peak']:.0f} |", flush=True)


def clocked(part: str, work: Callable[[], object]) -> object:
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    found = {
        "part": part,
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(found), flush=True)
    return result


def write_world(folder: Path, size: Size) -> None:
    """Touches and conversions as the fact cache has them: a file a month, sorted by unit and time."""
    import numpy as np
    import pyarrow as pa

    dice = np.random.default_rng(1)
    length = np.minimum(dice.geometric(1 / size.touches_per_unit, size.units), 60)
    unit = np.repeat(np.arange(size.units), length)
    order, rows = dice.permutation(len(unit)), len(unit)
    moment = 1_700_000_000 + dice.integers(0, 30_000_000, size.units)
    share = dice.dirichlet(np.full(size.channels, 2.0))
    channel = dice.choice(size.channels, rows, p=share).astype(np.int32)
    touch = {
        "touch_id": np.arange(rows),
        "unit_id": unit[order],
        "unit_kind": np.zeros(rows, np.int16),
        "occurred_at": (moment[unit] - dice.integers(0, 80 * 86_400, rows))[order],
        "source_rank": np.zeros(rows, np.int16),
        "channel_id": channel,
        "campaign_id": channel.astype(np.int64) * 10 + dice.integers(0, 10, rows),
        "asset_id": pa.nulls(rows, pa.int64()),
    }
    won = np.flatnonzero(dice.random(size.units) < size.converting)
    conversion = dict.fromkeys(("conversion_id", "unit_id", "cluster_id", "subject_id"), won) | {
        "milestone": np.full(len(won), 6, np.int16),
        "occurred_at": moment[won],
        "value": np.round(dice.gamma(2, 50, len(won)), 2),
        "month": np.full(len(won), 202_601, np.int32),
        "scope_id": np.zeros(len(won), np.int32),
    }
    write_months(folder / "touch", pa.table(touch), touch["occurred_at"], by=("unit_id", "occurred_at", "touch_id"))
    write_months(folder / "conversion", pa.table(conversion), conversion["occurred_at"], by=("conversion_id",))


def write_months(folder: Path, rows: object, moments: object, *, by: tuple[str, ...]) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    months = pc.strftime(pa.array(moments).cast(pa.timestamp("s")), format="%Y%m")
    folder.mkdir(parents=True)
    for month in pc.unique(months).to_pylist():
        mine = rows.filter(pc.equal(months, month)).sort_by([(name, "ascending") for name in by])
        pq.write_table(mine, folder / f"{month}.parquet", compression="zstd")


def five_rules(folder: Path) -> None:
    from attribution.core.models import Model

    five = (Model.FIRST, Model.LAST, Model.LINEAR, Model.TIME_DECAY, Model.POSITION)
    clocked("", lambda: run(folder, models=five, null_journeys=False, replicates=0))


def rules_and_games(folder: Path) -> None:
    from attribution.core.models import Model

    chosen = (Model.FIRST, Model.LAST, Model.LINEAR, Model.TIME_DECAY, Model.POSITION, Model.MARKOV, Model.SHAPLEY)
    clocked("", lambda: run(folder, models=chosen, replicates=0))


def all_models(folder: Path) -> None:
    clocked("", lambda: run(folder, replicates=0))


def bootstrap(folder: Path) -> None:
    clocked("", lambda: run(folder, replicates=200))


def games(folder: Path) -> None:
    """Markov chains and Shapley games alone, from coded journeys."""
    from attribution.core import markov, shapley
    from attribution.core.grouping import channel_sets
    from attribution.core.settings import Settings
    from attribution.core.transitions import transitions
    from attribution.engine.attribute import prepare
    from attribution.engine.coded import lay
    from attribution.engine.connection import engine

    with engine() as running:
        running.attach(sources(folder))
        prepare(running, Settings())
        steps = lay(running, Settings(), slices=False, anchors=False).steps
    clocked("Markov, order 1", lambda: markov.removal(transitions(steps, channels=20)))
    clocked("Markov, order 2", lambda: markov.removal(transitions(steps, channels=20, order=2)))
    clocked("Shapley, closure game", lambda: shapley.closure(channel_sets(steps, channels=20)[0]))
    clocked("Shapley, conversion-rate game", lambda: shapley.rate(channel_sets(steps, channels=20)[0]))


def run(folder: Path, **settings: object) -> None:
    from attribution.core.settings import Settings
    from attribution.engine.attribute import attribute
    from attribution.engine.connection import engine

    with engine() as running:
        running.attach(sources(folder))
        attribute(running, Settings(**settings))


def sources(folder: Path) -> object:
    from attribution.engine.relations import Sources

    return Sources(touch=(str(folder / "touch" / "*.parquet"),), conversion=(str(folder / "conversion" / "*.parquet"),))


def peer_paths(folder: Path) -> object:
    """The same journeys as a data frame of paths, made outside the clock."""
    import pandas as pd

    touch = pd.read_parquet(folder / "touch", columns=["unit_id", "occurred_at", "channel_id"])
    won = pd.read_parquet(folder / "conversion", columns=["unit_id", "value"]).set_index("unit_id")["value"]
    touch = touch.sort_values(["unit_id", "occurred_at"])
    touch["name"] = "c" + touch["channel_id"].astype(str)
    path = touch.groupby("unit_id")["name"].agg(" > ".join)
    made = pd.DataFrame({"path": path, "value": won.reindex(path.index)})
    made["conversions"] = made["value"].notna().astype(int)
    made["nulls"] = 1 - made["conversions"]
    return made.fillna({"value": 0.0}).reset_index(drop=True)


def channel_attribution(folder: Path) -> None:
    import ChannelAttribution as peer  # noqa: N813

    paths = peer_paths(folder)
    columns = ("path", "conversions", "value")
    quiet = {"flg_pro": False}
    clocked("first, last, linear", lambda: peer.heuristic_models(paths, *columns, **quiet))
    markov = {"var_null": "nulls", "order": 1, "verbose": False}
    clocked("Markov, order 1, simulated", lambda: peer.markov_model(paths, *columns, **markov, **quiet))


def marketing_attribution_models(folder: Path) -> None:
    from mam import MAM

    paths = peer_paths(folder)
    paths["won"], paths["occurrences"] = paths["conversions"] > 0, 1
    names = {"channels_colname": "path", "journey_with_conv_colname": "won", "occurrences_colname": "occurrences"}
    made = clocked("loading", lambda: MAM(paths, "grouped_journey", **names))
    clocked("first, last, linear", lambda: [made.run_first_click(), made.run_last_click(), made.run_linear()])
    clocked("position", made.run_position_based)
    clocked("Markov, order 1", made.run_markov)


def versions() -> str:
    from importlib.metadata import version

    return f"Python {platform.python_version()}, " + ", ".join(
        f"{n} {version(n)}" for n in ("duckdb", "numpy", "scipy")
    )


TASKS = {
    "five_rules": five_rules,
    "rules_and_games": rules_and_games,
    "all_models": all_models,
    "bootstrap": bootstrap,
    "games": games,
    "channel_attribution": channel_attribution,
    "marketing_attribution_models": marketing_attribution_models,
}
PLAN = (
    ("1M journeys, 5M touches, Parquet to credit, five rules", "five_rules", "1M"),
    ("1M journeys (300k null), coded", "games", "1M-nulls"),
    ("1M journeys (300k null), thirteen models", "all_models", "1M-nulls"),
    ("1M journeys (300k null), thirteen models with 200 replicates", "bootstrap", "1M-nulls"),
    ("2M journeys (1M null), 10M touches, five rules, Markov and Shapley", "rules_and_games", "10M"),
)
PEERS = (
    ("ChannelAttribution, 1M paths", "channel_attribution"),
    ("marketing-attribution-models, 1M paths", "marketing_attribution_models"),
)

if __name__ == "__main__":
    main()
