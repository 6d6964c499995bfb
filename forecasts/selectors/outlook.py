"""Outlooks that pages may show: those of the newest published run."""

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet, Subquery

from forecasts.models import Outlook, OutlookRun


def latest_outlook_run() -> OutlookRun | None:
    """The newest published run; None before the first."""
    return _published().first()


def outlooks_of(key_results: Sequence[int], *, run: OutlookRun | None = None) -> Mapping[int, Outlook]:
    """Outlooks by key result, of the newest run unless one is given, without their drawings."""
    rows = _of(run).filter(key_result__in=key_results).defer("chart")
    return {row.key_result_id: row for row in rows if row.key_result_id}


def outlook_of_kpi(key: str) -> Outlook | None:
    """The newest outlook of a KPI by its key, without its drawing."""
    return _of(None).filter(kpi=key).defer("chart").first()


def drawn_outlook(*, key_result: int | None = None, kpi: str = "") -> Outlook | None:
    """The newest outlook of a key result or a KPI, with its run and its drawing."""
    subject = {"key_result": key_result} if key_result else {"kpi": kpi}
    return _of(None).select_related("run").filter(**subject).first()


def status_by_outlook() -> Mapping[int, str]:
    """By key result, what its newest forecast says; those without a target or a forecast are left out."""
    rows = _of(None).filter(key_result__isnull=False).exclude(status="")
    return dict(rows.values_list("key_result_id", "status"))


def _of(run: OutlookRun | None) -> "QuerySet[Outlook]":
    """Those of a run, or else of the newest one; in the same query, as pages ask for few."""
    newest = _published().values("pk")[:1]
    return Outlook.objects.filter(run=run if run is not None else Subquery(newest))


def _published() -> "QuerySet[OutlookRun]":
    return OutlookRun.objects.filter(published_at__isnull=False).order_by("-published_at", "-pk")
