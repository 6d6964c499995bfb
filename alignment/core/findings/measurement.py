"""Findings about how work is measured."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from alignment.core.coverage import linked_money, mapped_by_objective
from alignment.core.findings.words import Found, Kind, Row
from alignment.core.inputs import ObjectiveFacts
from alignment.core.remedies import Step, Verb
from alignment.core.situation import KpiFacts, Situation

NOTHING = Decimal(0)
UNNAMED = "no KPI is named, so nothing was tested"


def unmeasured_objective(now: Situation) -> Iterator[Found]:
    """Business objectives without a live key result that has a baseline and a target."""
    yield from _lacking(
        now,
        Kind.UNMEASURED_OBJECTIVE,
        lambda row: row.measurable,
        title="Give “{}” a key result",
        detail="No live key result with baseline and target serves it, so nobody can say when it is reached.",
        note="no key result with baseline and target",
        mends=Verb.MEASURE,
    )


def no_outcome_kpi(now: Situation) -> Iterator[Found]:
    """Business objectives that no outcome KPI measures."""
    yield from _lacking(
        now,
        Kind.NO_OUTCOME_KPI,
        lambda row: row.outcome_kpi,
        title="Measure “{}” by an outcome",
        detail="No KPI of an outcome belongs to it. Clicks and impressions alone do not say whether it is reached.",
        note="no outcome KPI",
        mends=Verb.OUTCOME,
    )


def vanity_campaign(now: Situation) -> Iterator[Found]:
    """Campaigns whose links all expect an effect on activity, none on an outcome."""
    money: dict[str, Decimal] = {}
    links: dict[str, list[tuple[str, bool]]] = {}
    for link, amount in linked_money(now.inputs):
        if link.contributing:
            money[link.campaign] = money.get(link.campaign, NOTHING) + amount
            vain = (link.campaign, link.objective) in now.vanity and not link.sound_path
            links.setdefault(link.campaign, []).append((link.objective, vain))
    alone = [key for key, found in links.items() if all(is_vain for _, is_vain in found)]
    rows = tuple(
        Row(key, now.name(key), _by(now, key), money[key]) for key in sorted(alone, key=lambda key: (-money[key], key))
    )
    heard = now.court_on(alone)  # nothing is called vanity without what the court says of it
    if rows:
        many = f"{len(rows)} campaigns" if len(rows) > 1 else f"“{rows[0].name}”"
        yield Found(
            Kind.VANITY_CAMPAIGN,
            f"Measure {many} by more than activity",
            "What is expected of them is reach or clicks. Name the outcome that is to follow, and watch it."
            + f" What the court of leading KPIs says of it: {heard or UNNAMED}.",
            rows=rows,
            money=sum((row.money or NOTHING for row in rows), NOTHING),
            steps=tuple(Step(Verb.SOUND, row.key, objective) for row in rows for objective, _ in links[row.key]),
        )


def _by(now: Situation, campaign: str) -> str:
    heard = now.court_on([campaign])
    return f"measured by activity alone: {heard or UNNAMED}"


def stale_kpi(now: Situation) -> Iterator[Found]:
    """KPIs without a recent value."""
    yield from _each(
        now,
        Kind.STALE_KPI,
        lambda kpi: not kpi.is_fresh,
        title="Bring “{}” up to date",
        detail="It has had no value within its cadence. What rests on it is not measured now.",
        note="no recent value",
        mended={"is_fresh": True},
    )


def ownerless_kpi(now: Situation) -> Iterator[Found]:
    """KPIs that nobody owns."""
    yield from _each(
        now,
        Kind.OWNERLESS_KPI,
        lambda kpi: not kpi.is_owned and not kpi.is_mystery,
        title="Give “{}” an owner",
        detail="Nobody answers for this number.",
        note="no owner",
        mended={"is_owned": True},
    )


def mystery_spreadsheet(now: Situation) -> Iterator[Found]:
    """KPIs that one single person types, from no named source."""
    yield from _each(
        now,
        Kind.MYSTERY_SPREADSHEET,
        lambda kpi: kpi.is_mystery,
        title="Give “{}” a source and a second pair of eyes",
        detail="One person types it, and no source is named. If that person leaves, nobody can say what it means.",
        note="typed by one person, no source",
        mended={"is_sourced": True, "is_owned": True},
    )


def _lacking(
    now: Situation,
    kind: Kind,
    has: Callable[[ObjectiveFacts], bool],
    *,
    title: str,
    detail: str,
    note: str,
    mends: Verb,
) -> Iterator[Found]:
    """Business objectives without something, each with the money that is linked to it."""
    money = mapped_by_objective(now.inputs)
    for row in now.inputs.objectives:
        if not has(row):
            yield Found(
                kind,
                title.format(row.name),
                detail,
                about=row.key,
                rows=(Row(row.key, row.name, note, money[row.key]),),
                money=money[row.key],
                steps=(Step(mends, objective=row.key),),
            )


def _each(
    now: Situation,
    kind: Kind,
    is_wrong: Callable[[KpiFacts], bool],
    *,
    title: str,
    detail: str,
    note: str,
    mended: Mapping[str, Any],
) -> Iterator[Found]:
    """A KPI gains points only where nothing else keeps it, or the link, from being sound."""
    amounts: dict[tuple[str, str], Decimal] = {}
    for link, amount in linked_money(now.inputs):
        if link.contributing:
            key = (link.campaign, link.objective)
            amounts[key] = amounts.get(key, NOTHING) + amount
    for kpi in sorted(now.kpis, key=lambda row: row.key):
        if not is_wrong(kpi):
            continue
        rests = [pair for pair in kpi.rests if pair in amounts]
        rows = [Row(pair[0], now.name(pair[0]), note, amounts[pair]) for pair in rests]
        yield Found(
            kind,
            title.format(kpi.name),
            detail,
            about=kpi.key,
            rows=tuple(sorted(rows, key=lambda row: (-(row.money or NOTHING), row.name))),
            money=sum((amounts[pair] for pair in rests), NOTHING),
            steps=tuple(Step(Verb.SOUND, *pair) for pair in kpi.mends if pair in amounts)
            if replace(kpi, **mended).is_sound
            else (),
        )
