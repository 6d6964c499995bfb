"""The register of experiments, and the changes of class they brought about."""

from collections.abc import Sequence
from dataclasses import dataclass

from alignment.models import EvidenceChange, Experiment

LATEST = 50


@dataclass(frozen=True, slots=True)
class Register:
    """Experiments, the newest first, and the latest changes of links' classes."""

    experiments: Sequence[Experiment]
    changes: Sequence[EvidenceChange]


def register() -> Register:
    """Two queries."""
    changes = EvidenceChange.objects.select_related(
        "link__campaign", "link__objective", "link__key_result", "experiment"
    )
    return Register(list(Experiment.objects.select_related("campaign", "business_objective")), list(changes[:LATEST]))
