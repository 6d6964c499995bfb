"""Response curves on their way from one command to the next: the `curves` part of a JSON document."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecasts.management.tables import TableProblem

if TYPE_CHECKING:
    from forecasts.core.budget.curves import Curves
    from forecasts.core.mix.fit import Mix


def mix_curves(mix: "Mix", *, value: float) -> dict[str, object]:
    """Curves of a fitted mix, money per week; channels whose return is not shown are held where they are."""
    return {
        "shape": "hill",
        "period": "week",
        "value": value,
        "channels": mix.curves.channels,
        "current": mix.curves.current_spend,
        "largest": mix.curves.largest_spend,
        "held": {one.channel: " ".join(one.reasons) for one in mix.channels if not one.shown},
        "draws": {"top": mix.curves.top, "half": mix.curves.half, "slope": mix.curves.slope},
    }


def launch_curve_document(curves: "Curves") -> dict[str, object]:
    """Curves of planned campaigns, money per campaign."""
    return {
        "shape": curves.shape,
        "period": "campaign",
        "value": float(curves.value[0]),
        "channels": curves.channels,
        "current": curves.current,
        "largest": curves.largest,
        "held": {},
        "draws": {"top": curves.top, "half": curves.half, "slope": curves.slope},
    }


def read_curves(path: str) -> tuple["Curves", Mapping[str, str], str]:
    """Curves, held channels with reasons, and the period's name; TableProblem says what a file lacks."""
    import numpy as np

    from forecasts.core.budget.curves import Curves, Shape

    name = Path(path).name
    document = _document(path, name)
    try:
        channels = tuple(str(one) for one in document["channels"])
        draws = {part: np.array(document["draws"][part], dtype=float) for part in ("top", "half", "slope")}
        current, largest = (np.array(document[part], dtype=float) for part in ("current", "largest"))
        curves = Curves(
            channels, Shape(document["shape"]), draws["top"], draws["half"], draws["slope"],
            current, largest, np.full(len(channels), float(document["value"])),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as problem:
        raise TableProblem(f"{name} holds no usable curves ({problem}). Write it with fit_mix --out.") from problem
    _refuse_crooked(curves, name)
    return curves, dict(document.get("held", {})), str(document.get("period", "week"))


def _document(path: str, name: str) -> Mapping[str, Any]:
    try:
        document = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as problem:
        raise TableProblem(f"{path} cannot be read: {problem.strerror}.") from problem
    except ValueError as problem:
        raise TableProblem(f"{name} is not JSON. Write it with fit_mix --out.") from problem
    inner = document.get("curves", document) if isinstance(document, dict) else None
    if not isinstance(inner, dict):
        raise TableProblem(f"{name} holds no curves. Write it with fit_mix --out.")
    return inner


def _refuse_crooked(curves: "Curves", name: str) -> None:
    import numpy as np

    shape = (curves.top.shape[0], len(curves.channels))
    if any(part.shape != shape for part in (curves.top, curves.half, curves.slope)) or not shape[0] * shape[1]:
        raise TableProblem(f"{name}: the draws must be a table of draws by {len(curves.channels)} channels.")
    if any(part.shape != shape[1:] for part in (curves.current, curves.largest)):
        raise TableProblem(f"{name}: current and largest need one amount per channel.")
    whole = np.concatenate([curves.top.ravel(), curves.half.ravel(), curves.slope.ravel(), curves.current])
    if not np.isfinite(whole).all() or (whole < 0).any() or (curves.half <= 0).any():
        raise TableProblem(f"{name}: curves and spend must be finite and not negative, half-saturation above 0.")
