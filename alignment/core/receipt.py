"""The receipt of a score: every input and every step as one JSON document that recomputes itself, offline."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

from alignment.core.components import Component, ComponentName
from alignment.core.facts import InputsDocument, read_inputs, write_inputs
from alignment.core.inputs import InconsistentInputs, ScoreInputs
from alignment.core.score import DEFAULT_BANDS, DEFAULT_WEIGHTS, Bands, Score, Weights, score

DOCUMENT = "alignment score receipt"
RECEIPT_VERSION = 1
FORMULA_VERSION = 1

Json = Mapping[str, Any]


class UnreadableReceipt(ValueError):
    """The document is not a receipt that this version can recompute."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where the receipt and the recomputation disagree."""

    where: str
    recorded: object
    recomputed: object

    def __str__(self) -> str:
        return f"{self.where}: the receipt says {self.recorded!r}, recomputed {self.recomputed!r}"


def write_receipt(
    inputs: ScoreInputs,
    *,
    weights: Weights = DEFAULT_WEIGHTS,
    bands: Bands = DEFAULT_BANDS,
    versions: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Score the inputs and write down everything. `versions` names the definitions and runs the facts came from."""
    facts = write_inputs(inputs)
    arithmetic = write_arithmetic(score(read_inputs(facts), weights=weights, bands=bands))
    return {
        "document": DOCUMENT,
        "receipt_version": RECEIPT_VERSION,
        "formula_version": FORMULA_VERSION,
        "versions": dict(versions or {}),
        "weights": {name.value: weights[name] for name in ComponentName},
        "bands": {"aligned": bands.aligned, "partial": bands.partial},
        "inputs": facts,
        "digests": {"inputs": digest(facts), "arithmetic": digest(arithmetic)},
        "arithmetic": arithmetic,
    }


def recompute(receipt: Json) -> tuple[Difference, ...]:
    """Compute the receipt's score again from its inputs alone; empty when all digits are the same.

    Raises UnreadableReceipt when the document is not one.
    """
    try:
        facts: InputsDocument = receipt["inputs"]
        weights = {name: float(receipt["weights"][name.value]) for name in ComponentName}
        bands = Bands(**receipt["bands"])
        recorded, digests = receipt["arithmetic"], receipt["digests"]
        _know(receipt)
        again = write_arithmetic(score(read_inputs(facts), weights=weights, bands=bands))
        fresh = {"inputs": digest(facts), "arithmetic": digest(again)}
    except InconsistentInputs as error:
        raise UnreadableReceipt(f"The receipt's inputs contradict each other: {error}") from error
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        if isinstance(error, UnreadableReceipt):
            raise
        raise UnreadableReceipt(f"This is not a complete score receipt ({type(error).__name__}: {error}).") from error
    return (
        *_differences("arithmetic", recorded, again),
        *_differences("digests", digests, fresh),
    )


def write_arithmetic(found: Score) -> dict[str, Any]:
    """Every step of a score as JSON: component × weight = points, their sums, the sub-scores and the range."""
    return {
        "components": [_component(part, found) for part in found.components],
        "weight_with_data": found.weight_with_data,
        "structure": found.structure,
        "result": found.result,
        "score": found.value,
        "reason": found.reason,
        "band": None if found.band is None else found.band.value,
        "low": found.low,
        "high": found.high,
        "by_model": dict(found.by_model),
    }


def digest(document: object) -> str:
    """SHA-256 of the document as JSON with sorted keys and no spaces."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _component(part: Component, found: Score) -> dict[str, Any]:
    known = fsum(found.weights[other.name] for other in found.components if other.value is not None)
    counted = part.value is not None and known > 0
    return {
        "name": part.name.value,
        "value": part.value,
        "reason": part.reason,
        "figures": dict(part.figures),
        "weight": found.weights[part.name],
        "points": 100 * found.weights[part.name] * (part.value or 0.0) / known if counted else None,
    }


def _know(receipt: Json) -> None:
    if receipt["document"] != DOCUMENT:
        raise UnreadableReceipt(f"This document calls itself {receipt['document']!r}, not {DOCUMENT!r}.")
    versions = receipt["receipt_version"], receipt["formula_version"]
    if versions != (RECEIPT_VERSION, FORMULA_VERSION):
        raise UnreadableReceipt(
            f"The receipt is of version {versions[0]} with formulas {versions[1]}; this program recomputes "
            f"version {RECEIPT_VERSION} with formulas {FORMULA_VERSION}. Use the version that wrote it."
        )


def _differences(where: str, recorded: object, again: object) -> list[Difference]:
    if isinstance(recorded, Mapping) and isinstance(again, Mapping):
        keys = [*again, *(key for key in recorded if key not in again)]
        return [
            found
            for key in keys
            for found in _differences(f"{where}.{key}", recorded.get(key, "(missing)"), again.get(key, "(missing)"))
        ]
    if _rows(recorded) and _rows(again) and len(recorded) == len(again):  # type: ignore[arg-type]
        pairs = zip(recorded, again, strict=True)  # type: ignore[call-overload]
        return [found for number, pair in enumerate(pairs) for found in _differences(f"{where}[{number}]", *pair)]
    return [] if recorded == again else [Difference(where, recorded, again)]


def _rows(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)
