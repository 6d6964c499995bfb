"""The line of sight: who brought a key result to where it is, down to the opportunities."""

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from alignment.core.divided import Divided, read
from alignment.core.flow import Flow, flow
from alignment.core.sight import Source, finding, lift_finding, reach, shortened
from alignment.selectors.sight import SPLITS, stored
from alignment.selectors.touched import touched
from alignment.templatetags.sight import amount
from alignment.views.common import company_day
from campaigns.models import Campaign
from kpis.core.shown import shown as shown_value
from kpis.core.words import Unit
from kpis.models import Binding
from kpis.selectors import last_definition
from okrs.models import KeyResult
from okrs.selectors import KeyResultRow, key_result_page, reported
from organisation.core.scope import Scope
from organisation.core.show import points
from people.policy import allowed

WITH_ALL = KeyResult.objects.select_related("objective__cycle", "objective__business_objective", "binding")


@allowed("okrs.view")
def show(request: HttpRequest, pk: int) -> HttpResponse:
    key_result = get_object_or_404(WITH_ALL, pk=pk)
    by = request.GET.get("by", "")
    by = by if by in SPLITS else SPLITS[0]
    company, day = company_day()
    context: dict[str, Any] = {
        "key_result": key_result,
        "by": by,
        "splits": SPLITS,
        "currency": company.currency,
        "day": day,
        "reported": (told := reported(key_result.objective.cycle, shown=request.GET.get("as", ""))),
    }
    binding = getattr(key_result, "binding", None)
    if binding is None:
        return render(request, "alignment/sight.html", context)
    row = key_result_page(key_result, today=day, kept=told.kept if told else None).row
    line = stored(key_result, by, restated=told is not None and told.as_restated)
    context |= {"binding": binding, "scope": _scope(binding), "kpi": last_definition(binding.kpi), "row": row}
    if line is not None:
        found = read(line.content)
        context |= {"line": line, "found": found, **_picture(found, row, company.currency)}
        if found.pieces:
            context |= {"finding": _lifts(found, context["kpi"].unit, company.currency), "bars": reach(found.pieces)}
    return render(request, "alignment/sight.html", context)


@allowed("okrs.view")
def campaign(request: HttpRequest, pk: int, campaign_pk: int) -> HttpResponse:
    """The opportunities that a campaign touched before the key result's milestone."""
    key_result = get_object_or_404(WITH_ALL, pk=pk)
    binding = getattr(key_result, "binding", None)
    if binding is None:
        raise Http404("This key result follows no KPI.")
    row = get_object_or_404(Campaign.objects.select_related("channel", "theme"), pk=campaign_pk)
    company, _ = company_day()
    frozen = reported(key_result.objective.cycle) is not None
    line = stored(key_result, "campaign", restated=frozen)  # the opportunities below are those of now
    found = read(line.content) if line else Divided()
    sources, kpi = found.division.sources if found.division else (), last_definition(binding.kpi)
    context = {
        "key_result": key_result, "campaign": row, "currency": company.currency, "found": found,
        "kpi": kpi, "source": next((one for one in sources if one.key == str(campaign_pk)), None),
        "touched": touched(row, key_result.objective.cycle, kpi, scope=_scope(binding)),
    }  # fmt: skip
    return render(request, "alignment/sight_campaign.html", context)


def _picture(found: Divided, row: KeyResultRow, currency: str) -> dict[str, object]:
    division = found.division
    if division is None:
        return {}
    shown = shortened(division.sources)
    return {
        "division": division,
        "shown": shown,
        "flow": _flow(found, shown, row),
        "finding": finding(
            division,
            amount=amount(division.whole, found.is_money, currency),
            lost=amount(division.unattributed, found.is_money, currency),
            noun=found.noun,
        ),
    }


def _lifts(found: Divided, unit: str, currency: str) -> str:
    def written(lift: Decimal) -> str:
        exact = abs(lift)
        return points(exact).lstrip("+") if unit == Unit.SHARE else shown_value(exact, unit=unit, currency=currency)

    adds, takes = written(found.pieces[0].lift), written(found.pieces[-1].lift)
    return lift_finding(found.pieces, adds=adds, takes=takes, noun=found.noun)


def _flow(found: Divided, shown: list[Source], row: KeyResultRow) -> Flow | None:
    key_result = row.key_result
    if found.division is None:
        return None
    target, expected = key_result.target, None
    if target is not None and key_result.baseline is not None:
        way = target - key_result.baseline
        expected = key_result.baseline + way * Decimal(str(row.assessment.expected))
    return flow(found.division, shown, target=target, expected=expected)


def _scope(binding: Binding) -> Scope:
    return Scope.from_mapping(binding.scope or binding.key_result.scope)
