"""Outlooks that pages may show: those of the newest published run."""

from collections.abc import Mapping, Sequence

from forecasts.models import Outlook, OutlookRun


def latest_outlook_run() -> OutlookRun | None:
    """The newest published run; None before the first."""
    return OutlookRun.objects.filter(published_at__isnull=False).order_by("-published_at", "-pk").first()


def outlooks_of(run: OutlookRun | None, key_results: Sequence[int]) -> Mapping[int, Outlook]:
    """Outlooks by key result, without their drawings."""
    if run is None:
        return {}
    rows = Outlook.objects.filter(run=run, key_result__in=key_results).defer("chart")
    return {row.key_result_id: row for row in rows if row.key_result_id}


def outlook_of_kpi(run: OutlookRun | None, key: str) -> Outlook | None:
    """The outlook of a KPI by its key, without its drawing."""
    return None if run is None else Outlook.objects.filter(run=run, kpi=key).defer("chart").first()


def drawn_outlook(*, key_result: int | None = None, kpi: str = "") -> Outlook | None:
    """The newest outlook of a key result or a KPI, with its run and its drawing."""
    run = latest_outlook_run()
    subject = {"key_result": key_result} if key_result else {"kpi": kpi}
    return None if run is None else Outlook.objects.select_related("run").filter(run=run, **subject).first()


def status_by_outlook() -> Mapping[int, str]:
    """By key result, what its newest forecast says; those without a target or a forecast are left out."""
    rows = Outlook.objects.filter(run=latest_outlook_run(), key_result__isnull=False).exclude(status="")
    return dict(rows.values_list("key_result_id", "status"))
