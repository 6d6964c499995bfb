"""What docker-compose.yml says, with variables filled in as Compose would."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

PROJECT = Path(__file__).resolve().parents[2]
OURS = ("migrate", "catalogue", "web", "worker-heavy", "worker-fast", "beat")
THEIRS = ("postgres", "valkey")
REFERENCE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


@dataclass(frozen=True, slots=True)
class Service:
    name: str
    said: Mapping[str, Any]
    environment: Mapping[str, str]
    command: tuple[str, ...]

    @property
    def probe(self) -> tuple[str, ...]:
        """The command of its health check."""
        kind, *command = self.said["healthcheck"]["test"]
        assert kind == "CMD"
        return tuple(command)


def services(given: Mapping[str, str]) -> Mapping[str, Service]:
    """All services by name, their variables taken from `given`."""
    parsed = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())["services"]
    return {name: _service(name, said, given) for name, said in parsed.items()}


def asked_of_the_operator() -> Mapping[str, bool]:
    """Every variable that the file takes from outside, and whether it refuses to start without it."""
    found: dict[str, bool] = {}
    for name, kind, _ in REFERENCE.findall((PROJECT / "docker-compose.yml").read_text()):
        found[name] = found.get(name, False) or kind == "?"
    return found


def _service(name: str, said: Mapping[str, Any], given: Mapping[str, str]) -> Service:
    environment = {key: _fill(str(value), given) for key, value in said.get("environment", {}).items()}
    command = tuple(_fill(part, given) for part in said.get("command", ()))
    return Service(name=name, said=said, environment=environment, command=command)


def _fill(text: str, given: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        name, kind, rest = match.groups()
        if given.get(name):
            return given[name]
        assert kind == "-", f"{name} is missing"
        return rest

    return REFERENCE.sub(value, text)
