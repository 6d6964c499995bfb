"""A scope as an address writes it: "region=North&segment=Retail"; equal scopes are equal texts."""

from urllib.parse import parse_qs, urlencode

from organisation.core.scope import Scope

OF_THE_PART = "KPIs, pipeline by campaign and its sum are of this part."
OF_THE_WHOLE = (
    "The score, objectives, moves, promises and money are of the whole business: spend and key results name no part "
    "of it."
)


def scope_text(scope: Scope) -> str:
    """Dimensions in order, values sorted; empty for the whole business.

    >>> scope_text(Scope(segment=("Retail",), region=("North",)))
    'region=North&segment=Retail'
    """
    return urlencode(sorted(scope.as_mapping().items()), doseq=True)


def read_scope(text: str) -> Scope:
    """The scope again. Raises ValueError with a sentence for an unknown dimension."""
    return Scope.from_mapping(parse_qs(text))
