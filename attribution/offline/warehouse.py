"""Attribution where the journeys are: queries for a warehouse, and the games from the sums that come back."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv

from attribution.core import markov
from attribution.core.games import GAMES, Evidence
from attribution.core.settings import Settings
from attribution.engine import plan
from attribution.engine.coded import WORDS, bits, sets_of, transitions_of
from attribution.engine.dialects import Dialect, script, translated
from attribution.engine.weights import SQL_MODELS, credit
from attribution.offline.tables import BadFile

SLICES = ("month", "scope_id", "channel", "campaign_id")
READS: Mapping[str, Sequence[str]] = {
    "transition": ("source", "target", "passes", "money"),
    "channel_set": (*(f"word_{word}" for word in range(WORDS)), "conversions", "value", "nulls"),
}


def write_queries(settings: Settings, dialect: Dialect, *, channels: int, folder: Path) -> Sequence[Path]:
    """Three scripts to run in order, the questions to ask between them, and the table `bit` to load before."""
    if not 1 <= channels <= 240:
        raise BadFile(f"Channel sets in SQL hold 1 to 240 channels, not {channels}.")
    steps = {
        "1-journeys": plan.journeys(settings),
        "2-transitions": plan.transitions(settings, channels=channels),
        "3-weights": plan.traits(settings),
    }
    asked = {
        "ask-after-1-channel": "SELECT channel_id, code FROM channel ORDER BY code",
        "ask-after-1-channel_set": plan.text("channel_set"),
        "ask-after-1-total": plan.text("total"),
        "ask-after-2-transition": "SELECT * FROM transition",
        "ask-after-3-credit": credit([model for model in SQL_MODELS if model in settings.models], by=SLICES),
    }
    texts = {name: ";\n\n".join(script(queries, dialect)) for name, queries in steps.items()}
    texts |= {name: translated(sql, dialect, plan.parameters(settings)) for name, sql in asked.items()}
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / f"{name}.sql" for name in texts]
    for path, text in zip(written, texts.values(), strict=True):
        path.write_text(f"{text};\n", encoding="utf-8")
    pacsv.write_csv(bits(channels), folder / "bit.csv")
    return [*written, folder / "bit.csv"]


def write_games(transition: Path, channel_set: Path, *, channels: int, order: int, folder: Path) -> Sequence[Path]:
    """Markov and Shapley from the answers of a warehouse, a file a model, and the table `removal` to load."""
    moves = transitions_of(_answer(transition, "transition"), channels=channels, order=order)
    sets = sets_of(_answer(channel_set, "channel_set"), channels=channels)
    seen = Evidence(sets=sets, removal=markov.removal(moves))
    codes = pa.array(range(channels), pa.int32())
    tables = {"removal": pa.table({"channel": codes, "effect": seen.removal.effect})}
    for model, game in GAMES.items():
        won, value = game(seen)
        tables[model.value] = pa.table({"channel": codes, "conversions": won, "value": value})
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        pacsv.write_csv(rows, folder / f"{name}.csv")
    return [folder / f"{name}.csv" for name in tables]


def _answer(path: Path, name: str) -> pa.Table:
    """An answer as CSV; some warehouses write column names in capitals."""
    try:
        rows = pacsv.read_csv(path)
    except (OSError, pa.ArrowInvalid) as error:
        raise BadFile(f"{path} cannot be read: {error}") from error
    rows = rows.rename_columns([column.lower() for column in rows.column_names])
    missing = [column for column in READS[name] if column not in rows.column_names]
    if missing:
        raise BadFile(f"{path} is no answer to ask-…-{name}.sql: it has no column {', '.join(missing)}.")
    return rows
