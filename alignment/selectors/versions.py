"""Which versions of its definitions a score was computed from; two queries."""

from collections.abc import Mapping

from alignment.core.situation import Situation
from alignment.selectors.keys import pk_of
from kpis.selectors import current_definitions
from okrs.models import BusinessObjective


def definition_versions(now: Situation) -> Mapping[str, str]:
    """KPIs that the money rests on, and business objectives, each with the version in force."""
    in_use = {kpi.key for kpi in now.kpis}
    kpis = [f"{row.key} v{row.version}" for row in current_definitions() if row.key in in_use]
    pks = [pk for row in now.inputs.objectives if (pk := pk_of(row.key)) is not None]
    objectives = BusinessObjective.objects.filter(pk__in=pks).order_by("pk").values_list("pk", "revision")
    return {
        "KPI definitions": ", ".join(sorted(kpis)) or "none",
        "business objectives": ", ".join(f"{pk} r{revision}" for pk, revision in objectives) or "none",
    }
