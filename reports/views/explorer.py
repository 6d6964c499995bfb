"""The pages of the attribution explorer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from attribution.models import CreditRun, Unit
from attribution.selectors import latest_run, run_beside
from okrs.models import Cycle
from okrs.selectors import Reported, cycle_to_show, cycles, reported
from organisation.models import Organisation
from organisation.selectors import organisation
from people.policy import allowed
from reports import selectors
from reports.dashboards.explorer import compare, coverage, credit, journeys, readings, trend, words
from reports.dashboards.explorer.question import Question, read

Build = Callable[[Question, Organisation], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of the explorer knows: the newest run and what was asked, None where there is nothing.

    The question names the run that answers it: where journeys of the other unit are asked for, that is another one.
    `cycle` is the one whose days are shown.
    """

    company: Organisation
    run: CreditRun | None
    question: Question | None
    cycle: Cycle | None = None
    reported: Reported | None = None


def frame_of(request: HttpRequest) -> Frame:
    """The newest run, or of a frozen cycle the one that it was reported with."""
    company, listed, asked = organisation(), cycles(), dict(request.GET.lists())
    day = timezone.now().astimezone(ZoneInfo(company.time_zone)).date()
    usual = cycle_to_show(day, among=listed)
    ask, unit = partial(read, asked, cycles=listed, cycle=usual, day=day), "unit" in asked
    window = request.GET.get("window", "")
    named = next((one for one in listed if str(one.pk) == window), usual if not window else None)
    told = reported(named, shown=request.GET.get("as", ""))
    if named is not None and told is not None and not told.as_restated:
        run, costs = selectors.reported_credit(named, told.credit)
        question = ask(run=run, other=run_beside(run) if unit else None)
        if question is not None and question.window_key == str(named.pk):
            return Frame(company, run, replace(question, costs=costs), named, told)
    newest = latest_run()
    if newest is None:
        return Frame(company, None, None)
    question = ask(run=newest, other=latest_run(by_other_unit=True) if unit else None)
    cycle = next((one for one in listed if question and str(one.pk) == question.window_key), None)
    return Frame(company, newest, question, cycle, told if cycle == named else None)


@allowed("attribution.view")
def explorer(request: HttpRequest) -> HttpResponse:
    """Who is credited."""

    def build(question: Question, company: Organisation) -> Mapping[str, Any]:
        page = credit.build(question, currency=company.currency)
        one, several, what = words.MILESTONES[question.milestone]
        return {
            "page": page,
            "proof": credit.proof(page),
            "is_proven": credit.is_proven(page),
            "group": words.GROUPS[question.by],
            "several": several,
            "several_groups": words.GROUPS[question.by][1],
            "what": what,
            "cost_of_one": words.COST_OF_ONE[question.milestone],
            "is_revenue": question.milestone in words.REVENUE,
            "below": BELOW.get(question.by.value, ""),
            "one": one,
        }

    return _page(request, "explorer", build)


@allowed("attribution.view")
def models(request: HttpRequest) -> HttpResponse:
    """Models side by side."""
    return _page(
        request,
        "models",
        lambda question, company: {
            "page": compare.build(question),
            "group": words.GROUPS[question.by],
            "is_revenue": question.milestone in words.REVENUE,
        },
    )


@allowed("attribution.view")
def by_month(request: HttpRequest) -> HttpResponse:
    """Credit month by month."""
    return _page(request, "trend", lambda question, company: {"page": trend.build(question, currency=company.currency)})


@allowed("attribution.view")
def ways(request: HttpRequest) -> HttpResponse:
    """Journeys."""
    return _page(request, "journeys", lambda question, company: {"page": journeys.build(question)})


@allowed("attribution.view")
def gaps(request: HttpRequest) -> HttpResponse:
    """What is unattributed, and how complete the facts are."""
    return _page(
        request, "coverage", lambda question, company: {"page": coverage.build(question, currency=company.currency)}
    )


@allowed("attribution.view")
def apart(request: HttpRequest) -> HttpResponse:
    """Sourced, influenced and attributed, side by side."""
    return _page(
        request, "apart", lambda question, company: {"page": readings.build(question, currency=company.currency)}
    )


# What a group is made of, one step further down.
BELOW = {"channel": "campaign", "theme": "campaign", "campaign": "asset"}


def _page(request: HttpRequest, here: str, build: Build) -> HttpResponse:
    frame = frame_of(request)
    context = {
        "here": here,
        "run": frame.run,
        "question": frame.question,
        "cycle": frame.cycle,
        "reported": frame.reported,
        "currency": frame.company.currency,
        "job": selectors.work().job,
        "asked": request.GET.urlencode(),
        "choices": _choices(frame.question) if frame.question else None,
    }
    if frame.question is None:
        return render(request, "attribution/empty.html", context)
    if not frame.question.is_computed:
        return render(request, "attribution/other_unit.html", context)
    context["run"] = frame.question.run
    return render(request, f"attribution/{here}.html", {**context, **build(frame.question, frame.company)})


def _choices(question: Question) -> Mapping[str, Any]:
    """What the filters offer."""
    return {
        "by": [(by.value, name.capitalize()) for by, (name, _) in words.GROUPS.items()],
        "milestones": [(one.name.lower(), one.label) for one in question.milestones],
        "milestone": question.milestone.name.lower(),
        "models": [(model.value, words.MODELS[model]) for model in words.CHOOSABLE],
        "units": Unit.choices,
    }
