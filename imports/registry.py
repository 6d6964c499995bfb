"""What can be imported: targets and presets, put here by the `layouts/` of the apps that own them."""

import pkgutil
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from imports.core.columns import normal_heading
from imports.core.preset import Preset
from imports.core.target import Target

_TARGETS: dict[str, Target] = {}
_PRESETS: dict[str, Preset] = {}


class UnknownName(Exception):
    """There is no such target or preset; the text lists those there are."""


def register(*entries: Target | Preset) -> None:
    """Make targets and presets known. Registering a name twice is a mistake of ours."""
    for entry in entries:
        known: dict[str, Target] | dict[str, Preset] = _TARGETS if isinstance(entry, Target) else _PRESETS
        if entry.name in known:
            raise ValueError(f"{entry.name} is registered twice")
        known[entry.name] = entry  # type: ignore[assignment]
    known_headings.cache_clear()


def target(name: str) -> Target:
    if name not in _TARGETS:
        raise UnknownName(f"There is no target “{name}”; there are: {', '.join(sorted(_TARGETS))}.")
    return _TARGETS[name]


def preset(name: str) -> Preset:
    if name not in _PRESETS:
        raise UnknownName(f"There is no preset “{name}”; there are: {', '.join(sorted(_PRESETS))}.")
    return _PRESETS[name]


def targets() -> tuple[Target, ...]:
    return tuple(_TARGETS.values())


def presets(target_name: str | None = None) -> tuple[Preset, ...]:
    return tuple(entry for entry in _PRESETS.values() if target_name in (None, entry.target))


@cache
def known_headings() -> frozenset[str]:
    """Every heading that some target or preset expects, in normal form: how a header row is recognised."""
    names = [name for entry in _PRESETS.values() for aliases in entry.columns.values() for name in aliases]
    for entry in _TARGETS.values():
        for column in entry.columns:
            names += [column.name, column.label, *column.aliases]
    return frozenset(normal_heading(name) for name in names)


def discover(app: str) -> None:
    """Import every module of an app's `layouts` package; each registers what it declares."""
    if find_spec(f"{app}.layouts") is None:
        return
    package = import_module(f"{app}.layouts")
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        import_module(module.name)
