"""Names of the members of a breakdown."""

from collections.abc import Mapping

from campaigns.models import Campaign, Channel, Theme

NAMED = {"campaign": Campaign, "channel": Channel, "theme": Theme}
NONE = "(none)"


def labels(dimension: str) -> Mapping[str, str]:
    """Names by id for campaigns, channels and themes; empty for dimensions whose members are their own names."""
    model = NAMED.get(dimension)
    found = {str(pk): name for pk, name in model.objects.values_list("pk", "name")} if model else {}
    return {**found, "": NONE}
