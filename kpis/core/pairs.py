"""Scopes as people type them."""

from collections.abc import Iterable

from organisation.core.scope import Scope


def scope_of_pairs(pairs: Iterable[str]) -> Scope:
    """The scope of texts such as segment=Retail; several values of one dimension allow each. Raises ValueError.

    >>> scope_of_pairs(["segment=Retail", "segment=Care"]).segment
    ('Care', 'Retail')
    """
    chosen: dict[str, list[str]] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not value.strip():
            raise ValueError(f"Write a scope as dimension=value, such as segment=Retail; {pair!r} is not.")
        chosen.setdefault(name.strip(), []).append(value.strip())
    return Scope.from_mapping(chosen)
