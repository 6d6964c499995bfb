"""What code and which libraries a computation was made with."""

import hashlib
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

PACKAGES = ("sightline", "duckdb", "numpy", "scipy", "pyarrow")
ROOMS = ("attribution.core", "attribution.engine")


def versions() -> dict[str, str]:
    """Versions of Python and of every package that can change a digit; `code` is a digest of our own arithmetic."""
    found = {"python": platform.python_version(), "code": code()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed as a package"
    return found


@cache
def code() -> str:
    """Sixteen digits of the SHA-256 over the texts of models, engine and queries."""
    whole = hashlib.sha256()
    for room in ROOMS:
        for name, text in sorted(_texts(files(room), room)):
            whole.update(f"{name}\n".encode() + text)
    return whole.hexdigest()[:16]


def _texts(folder: Traversable, name: str) -> list[tuple[str, bytes]]:
    found = []
    for entry in folder.iterdir():
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            found += _texts(entry, path)
        elif entry.name.endswith((".py", ".sql")):
            found.append((path, entry.read_bytes()))
    return found
