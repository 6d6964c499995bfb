"""Options both offline commands share, and settings made of them."""

from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any

from attribution.core.models import Model
from attribution.core.settings import EVEN_ENDS, AnchorWeights, BadSettings, Settings, Transforms

DIRECT_NAMES = ("direct", "(direct)", "(direct) / (none)", "direct / none", "none", "(none)")


def add_common(parser: ArgumentParser) -> None:
    parser.add_argument("--models", default="all", help="all, or model ids separated by commas")
    parser.add_argument("--out", required=True, help="folder for <model>.csv and summary.json; made if missing")
    parser.add_argument("--order", type=int, default=1, help="order of the Markov chain, 1 to 4")
    parser.add_argument(
        "--direct", action="append", help="name of a Direct channel (may be repeated); usual names if not given"
    )
    parser.add_argument("--custom", help="weights of the custom model, such as first=40,closing=40,rest=20")
    parser.add_argument("--replicates", type=int, default=200, help="bootstrap replicates; 0 for none")
    parser.add_argument(
        "--collapse-repeats", action="store_true", help="of consecutive touches of one channel keep the first"
    )
    parser.add_argument("--first-occurrence", action="store_true", help="keep the first touch of every channel only")
    parser.add_argument("--drop-direct", action="store_true", help="drop Direct unless a journey has nothing else")
    parser.add_argument("--keep-last", type=int, help="keep the last so many touches of a journey")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--memory", default="2GB", help="what the engine may use before it spills to disk")
    parser.add_argument("--temp-folder", help="where it spills to; default the system's folder for temporary files")


def settings(options: Mapping[str, Any], *, models: tuple[Model, ...], **more: Any) -> Settings:
    """Settings of a command's options; BadSettings says what is wrong."""
    return Settings(
        models=models,
        markov_order=options["order"],
        replicates=options["replicates"],
        custom=custom(options["custom"]),
        transforms=Transforms(
            collapse_repeats=options["collapse_repeats"],
            first_occurrence=options["first_occurrence"],
            drop_direct=options["drop_direct"],
            keep_last=options["keep_last"],
        ),
        **more,
    )


def models(asked: str) -> tuple[Model, ...]:
    """Models by id, in the house's order."""
    names = [name.strip() for name in asked.split(",") if name.strip()]
    if names == ["all"]:
        return tuple(Model)
    unknown = [name for name in names if name not in set(Model)]
    if unknown or not names:
        raise BadSettings(f"There is no model “{', '.join(unknown)}”. Models: all, {', '.join(Model)}.")
    return tuple(model for model in Model if model in names)


def custom(asked: str | None) -> AnchorWeights:
    if not asked:
        return EVEN_ENDS
    try:
        pairs = dict(part.split("=", 1) for part in asked.split(","))
        return AnchorWeights(**{name.strip(): float(weight) for name, weight in pairs.items()})
    except (ValueError, TypeError) as error:
        if isinstance(error, BadSettings):
            raise
        raise BadSettings("Write custom weights like first=40,lead=0,opportunity=0,closing=40,rest=20.") from error


def direct(options: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(options["direct"] or DIRECT_NAMES)
