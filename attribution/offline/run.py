"""The two offline computations, from options to files."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attribution.core.settings import BadSettings
from attribution.engine.attribute import Wanted, credited
from attribution.engine.connection import Engine, Limits, engine
from attribution.offline import options as given
from attribution.offline import paths, touches
from attribution.offline.report import Report, without_dates, write
from attribution.offline.tables import BadFile


@dataclass(frozen=True, slots=True)
class Written:
    """What was done, in a sentence."""

    sentence: str


def attribute_paths(file: Path, options: Mapping[str, Any]) -> Written:
    """Credit from grouped paths. BadFile or BadSettings when something is wrong; then nothing is written."""
    wanted = given.models(options["models"])
    left_out = without_dates(wanted)
    if left_out and options["models"].strip() != "all":
        raise BadSettings("time_decay needs dates, which grouped paths do not carry. Use attribute_touches.")
    models = tuple(model for model in wanted if model.value not in left_out)
    settings = given.settings(options, models=models)
    names = paths.Names(
        path=options["path_column"],
        conversions=options["conversions_column"],
        value=options["value_column"],
        nulls=options["nulls_column"],
        separator=options["sep"],
    )
    folder = _folder(options)
    with engine(_limits(options)) as running:
        channels = paths.load_paths(running, file, names, settings, direct=given.direct(options))
        outcome = credited(running, settings)
        notes = {"paths": _count(running, "path")}
    report = Report(outcome, channels, (), settings, left_out, notes)
    write(report, folder)
    return Written(f"{len(channels)} channels credited by {len(models)} models in {folder}.")


def attribute_touches(touch_file: Path, conversion_file: Path, options: Mapping[str, Any]) -> Written:
    """Credit from raw logs. BadFile or BadSettings when something is wrong; then nothing is written."""
    models = given.models(options["models"])
    settings = given.settings(
        options,
        models=models,
        lookback_days=options["lookback_days"],
        half_life_days=options["half_life_days"],
        reset=options["reset"],
        tails=options["tails"],
        null_journeys=not options["no_null_journeys"],
        ticks=touches.MICROSECONDS,
    )
    folder = _folder(options)
    with engine(_limits(options)) as running:
        loaded = touches.load_touches(
            running,
            touches=touch_file,
            conversions=conversion_file,
            stages=Path(options["stages"]) if options["stages"] else None,
            names=_touch_names(options),
            settings=settings,
            direct=given.direct(options),
        )
        outcome = credited(running, settings, Wanted(campaigns=bool(loaded.campaigns)))
        notes = {"touches": _count(running, "raw_touch"), "touches_without_person": loaded.anonymous_touches}
    report = Report(outcome, loaded.channels, loaded.campaigns, settings, {}, notes)
    write(report, folder)
    return Written(f"{len(loaded.channels)} channels credited by {len(models)} models in {folder}.")


def _touch_names(options: Mapping[str, Any]) -> touches.Names:
    return touches.Names(
        person=options["person_column"],
        time=options["time_column"],
        channel=options["channel_column"],
        campaign=options["campaign_column"],
        conversion_id=options["conversion_id_column"],
        conversion_person=options["conversion_person_column"],
        conversion_time=options["conversion_time_column"],
        value=options["value_column"],
        time_zone=options["time_zone"],
    )


def _limits(options: Mapping[str, Any]) -> Limits:
    return Limits(max(1, options["threads"]), options["memory"], options["temp_folder"])


def _folder(options: Mapping[str, Any]) -> Path:
    folder = Path(options["out"])
    if folder.exists() and not folder.is_dir():
        raise BadFile(f"{folder} is a file; results need a folder.")
    return folder


def _count(running: Engine, table: str) -> int:
    return int(running.run(f"SELECT COUNT(*) AS rows FROM {table}").column("rows").to_pylist()[0])  # noqa: S608
