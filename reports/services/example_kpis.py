"""The example's KPIs: who owns them, which objectives they show, which key results follow them."""

from collections.abc import Mapping
from datetime import datetime

from examples import kpis
from kpis import services
from kpis.core.matrix import Serves
from kpis.models import Definition
from kpis.selectors import definition
from okrs.models import KeyResult, Objective
from organisation.core.scope import Scope
from people.models import User


def own_kpis(owner: User | None, *, now: datetime) -> None:
    """Ship the catalogue and let one person answer for what the example uses."""
    services.ship_catalogue(now=now)
    used = {cell.kpi for cell in kpis.CELLS} | {cell.leads_to for cell in kpis.CELLS}
    Definition.objects.current().filter(key__in=used).update(owner=owner)


def map_kpis(objectives: Mapping[str, Objective], *, by: User | None, now: datetime) -> None:
    """Fill the matrix of a quarter, by the example's keys of objectives, and bind its key results."""
    for cell in kpis.CELLS:
        services.set_cell(
            kpi=definition(cell.kpi), objective=objectives[cell.objective], serves=Serves(cell.serves),
            leads_to=cell.leads_to, rationale=cell.why, now=now, by=by,
        )  # fmt: skip
    for row in kpis.FOLLOWERS:
        followed = KeyResult.objects.get(objective__in=objectives.values(), name=row.key_result)
        services.bind(followed, definition(row.kpi), scope=Scope.from_mapping(row.scope), now=now)
