"""Measurements that pages may show: those of published runs, the newest first."""

import json
from functools import lru_cache

from django.db.models import QuerySet

from kpis.models import Measurement, MeasureRun
from okrs.selectors import Reported
from organisation.core.calendar import Window
from organisation.core.scope import Scope
from organisation.prepared import prepared


def latest(kpi: str, window: Window, scope: Scope | None = None) -> Measurement | None:
    """The newest published measurement of a KPI, by key, in a window and scope; None where none was made."""
    return (
        measurements()
        .filter(
            key=kpi,
            starts_on=window.starts_on,
            ends_on=window.ends_on,
            scope_text=scope_text(scope or Scope()),
            dimension="",
        )
        .order_by("-run__published_at", "-run")
        .first()
    )


def run_shown(reported: Reported | None) -> MeasureRun | None:
    """The run that pages show: of a frozen cycle the one that it was reported with, else the newest."""
    if reported is None or reported.as_restated or reported.measures is None:
        return latest_run()
    return MeasureRun.objects.filter(pk=reported.measures).first()


def latest_run() -> MeasureRun | None:
    """The newest published run; None before the first."""
    return next(iter(_newest_run()), None)


@prepared
def _newest_run() -> QuerySet[MeasureRun]:
    return published_runs()[:1]


def published_runs() -> QuerySet[MeasureRun]:
    """The newest first."""
    return MeasureRun.objects.filter(published_at__isnull=False).order_by("-published_at", "-pk")


def measurements() -> QuerySet[Measurement]:
    """Published measurements with their runs and definitions."""
    return Measurement.objects.filter(run__published_at__isnull=False).select_related("run", "definition")


@lru_cache(maxsize=1024)
def scope_text(scope: Scope) -> str:
    """A scope as text: equal scopes give equal texts."""
    return json.dumps(scope.as_mapping(), sort_keys=True, ensure_ascii=False)
