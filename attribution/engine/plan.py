"""Which queries run in which order: the same list for DuckDB and for a warehouse."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from attribution.core.models import ANCHORED, Model
from attribution.core.settings import FULL_PATH, W_SHAPED, AnchorWeights, Settings, Stage
from attribution.engine.connection import Parameters, Value

ALL = "SELECT * FROM {}"


@dataclass(frozen=True, slots=True)
class Query:
    """A SELECT whose result is kept under `name` for the queries after it."""

    name: str
    sql: str
    parameters: Parameters


def text(name: str) -> str:
    """A query file without its heading comment."""
    body = files("attribution.engine.queries").joinpath(f"{name}.sql").read_text(encoding="utf-8")
    return "\n".join(line for line in body.splitlines() if not line.startswith("--")).strip()


def journeys(settings: Settings) -> list[Query]:
    """From the relations touch, conversion and direct to `channel`, `journey`, `touched`, `step` and `lost`."""
    given = parameters(settings)
    cut = [("channel", text("channel")), *_journeys(settings), ("touched", text("touched"))]
    return [*(Query(name, sql, given) for name, sql in cut), *steps(settings)]


def steps(settings: Settings) -> list[Query]:
    """From `touched` to `step`, in order and with the wanted transforms, and `lost`."""
    return [Query(name, sql, parameters(settings)) for name, sql in _steps(settings)]


def traits(settings: Settings) -> list[Query]:
    """What the wanted models need beside `journey` and `step`."""
    given = parameters(settings)
    wanted = set(settings.models)
    queries = []
    if wanted & {Model.TIME_DECAY, Model.LAST_NON_DIRECT}:
        queries.append(Query("trait", text("trait"), given))
    if wanted & ANCHORED:
        queries.append(Query("entered", text("entered"), given))
        queries.append(Query("anchor", text("anchor"), given))
        for model, parts in anchor_weights(settings).items():
            if model in wanted:
                queries.append(Query(f"anchored_{model}", text("anchored"), _parts(parts)))
    if wanted & {Model.SHAPLEY, Model.MARKOV_NORMALISED}:
        queries.append(Query("journey_channel", text("journey_channel"), given))
    return queries


def anchor_weights(settings: Settings) -> dict[Model, AnchorWeights]:
    return {Model.W_SHAPED: W_SHAPED, Model.FULL_PATH: FULL_PATH, Model.CUSTOM: settings.custom}


def transitions(settings: Settings, *, channels: int) -> list[Query]:
    """`trail` and `transition`: the counts a Markov chain is made of, added up where the journeys are.

    The base of every place beyond the order is 0, which forgets the channels there.
    """
    base = channels + 1
    bases: dict[str, Value] = {f"base_{i}": base**i if i < settings.markov_order else 0 for i in (1, 2, 3)}
    return [Query("trail", text("trail"), {}), Query("transition", text("transition"), bases)]


def parameters(settings: Settings) -> Parameters:
    return {
        "milestone": int(settings.milestone),
        "unit_kind": int(settings.unit_kind),
        "lookback": settings.lookback,
        "half_life": settings.half_life,
        "starts_at": settings.starts_at,
        "ends_at": settings.ends_at,
        "keep_last": settings.transforms.keep_last or 0,
        "lead_stage": int(Stage.LEAD),
        "opportunity_stage": int(Stage.OPPORTUNITY),
    }


def _journeys(settings: Settings) -> Iterator[tuple[str, str]]:
    yield "converting", text("converting")
    newest = "converting"
    if settings.reset:
        yield "reopened", following(text("reset"), newest)
        newest = "reopened"
    if settings.null_journeys:
        yield "idle", text("idle")
        yield "with_idle", _with_nulls(newest, of="idle")
        newest = "with_idle"
        if settings.tails:
            yield "tail", text("tails")
            yield "with_tails", _with_nulls(newest, of="tail")
            newest = "with_tails"
    yield "journey", ALL.format(newest)


def _with_nulls(journeys: str, *, of: str) -> str:
    return f"{ALL.format(journeys)} UNION ALL {following(text('null_journey'), of)}"


def _steps(settings: Settings) -> Iterator[tuple[str, str]]:
    wanted = settings.transforms
    chosen = [
        name
        for name, on in (
            ("collapse_repeats", wanted.collapse_repeats),
            ("first_occurrence", wanted.first_occurrence),
            ("drop_direct", wanted.drop_direct),
            ("keep_last", wanted.keep_last is not None),
        )
        if on
    ]
    yield "step" if not chosen else "all_steps", text("step")
    newest = "all_steps"
    for name in chosen:
        yield name, following(text(name), newest)
        newest = "step" if name == chosen[-1] else f"{name}_numbered"
        yield newest, following(text("renumbered"), name)
    yield "lost", text("lost")


def following(sql: str, previous: str) -> str:
    """The query reading the named result in place of `previous`."""
    return re.sub(r"FROM previous\b( AS)?", lambda found: f"FROM {previous} AS{'' if found[1] else ' previous'}", sql)


def _parts(parts: AnchorWeights) -> Parameters:
    return {
        "first": float(parts.first),
        "lead": float(parts.lead),
        "opportunity": float(parts.opportunity),
        "closing": float(parts.closing),
        "rest": float(parts.rest),
    }
