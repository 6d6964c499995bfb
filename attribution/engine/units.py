"""Whose journeys lead to a milestone: the unit that `conversion` names, or the other one it knows."""

from attribution.engine.connection import Engine
from attribution.engine.relations import Relation, Sources

FACT = "milestone_fact"
AS_NAMED = f"SELECT * FROM {FACT}"  # noqa: S608 - the name is ours
# The other unit is the independent traveller as well.
BY_OTHER = f"SELECT * REPLACE (other_unit_id AS unit_id, other_unit_id AS cluster_id) FROM {FACT}"  # noqa: S608


def attach(engine: Engine, sources: Sources) -> None:
    """The four relations, with milestones as their unit names them."""
    engine.attach(sources)
    engine.read(FACT, Relation.CONVERSION, sources.conversion)
    travel(engine, by_other_unit=False)


def travel(engine: Engine, *, by_other_unit: bool) -> None:
    """From now on `conversion` is reached by its own unit, or by the other."""
    engine.view("conversion", BY_OTHER if by_other_unit else AS_NAMED)
