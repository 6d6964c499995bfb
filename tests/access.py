"""The words in which tests/access_table.py says who may open what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from people.models import Role
from people.policy import POLICY

READING = ("GET",)
WRITING = ("POST", "PUT", "PATCH", "DELETE")
METHODS = (*READING, *WRITING)

Example = Callable[[], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Access:
    """Who may use an address by each method, and an example of its arguments (made anew in each test)."""

    roles: Mapping[str, frozenset[Role | None]]
    example: Example = field(default=dict)

    def admits(self, role: Role | None, method: str) -> bool:
        """`role` is None for somebody who is not logged in."""
        return role in self.roles[method]

    @property
    def is_public(self) -> bool:
        return all(None in roles for roles in self.roles.values())


def public(at: Example = dict) -> Access:
    """Anybody, logged in or not."""
    return Access({method: frozenset({None, *Role}) for method in METHODS}, at)


def logged_in(at: Example = dict) -> Access:
    """Everybody who is logged in."""
    return Access({method: frozenset(Role) for method in METHODS}, at)


def needs(action: str, *, write: str | None = None, at: Example = dict) -> Access:
    """Whoever may do `action`; changing may need another one."""
    reading, writing = POLICY[action], POLICY[write or action]
    return Access({**dict.fromkeys(READING, reading), **dict.fromkeys(WRITING, writing)}, at)
