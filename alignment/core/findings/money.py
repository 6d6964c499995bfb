"""Findings about where the money goes."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_DOWN, Decimal

from alignment.core.coverage import (
    BudgetLine,
    BudgetVerdict,
    budget_lines,
    ledger,
    linked_money,
    mapped_by_objective,
    target_shares,
)
from alignment.core.findings.words import Found, Kind, Row
from alignment.core.inputs import CampaignFacts, LinkFacts, ScoreInputs
from alignment.core.remedies import Step, Verb
from alignment.core.situation import Situation
from organisation.core.show import percent

NOTHING = Decimal(0)
CENT = Decimal("0.01")
MUCH = Decimal("0.25")  # of the ledger, kept out with a reason, is worth a look
FROM_MEASURED = 5
ROUNDED = Decimal("1E-9")  # averaged shares are rounded down, so that less than this may be missing


def orphan_money(now: Situation) -> Iterator[Found]:
    """Campaigns whose money, or a part of it, serves nothing named; supporting links carry none."""
    given = _given(now.inputs)
    stranded: dict[str, Decimal] = {}
    for one in now.stranded:
        stranded[one.campaign] = stranded.get(one.campaign, NOTHING) + one.share
    rows, open_shares = [], {}
    for campaign in _by_spend(now.inputs):
        share = 1 - given.get(campaign.key, NOTHING) - stranded.get(campaign.key, NOTHING)
        if share <= ROUNDED or not campaign.spend:
            continue
        note = (
            "serves nothing named"
            if not given.get(campaign.key)
            else f"only {percent(given.get(campaign.key, NOTHING))} is linked"
        )
        rows.append(Row(campaign.key, campaign.name, note, campaign.spend * share))
        open_shares[campaign.key] = share
    if rows:
        many = f"{len(rows)} campaigns that serve" if len(rows) > 1 else f"“{rows[0].name}”, which serves"
        yield Found(
            Kind.ORPHAN_MONEY,
            f"Link or stop {many} no objective",
            f"Largest: “{rows[0].name}”. Say what each is meant to serve, keep it out with a reason, or stop it."
            if len(rows) > 1
            else "Say what it is meant to serve, keep it out with a reason, or stop it.",
            rows=tuple(rows),
            money=sum((row.money or NOTHING for row in rows), NOTHING),
            steps=tuple(_links(now, open_shares)),
        )


def dropped_objective(now: Situation) -> Iterator[Found]:
    """Money that still points at an objective nobody pursues any more."""
    if not now.stranded:
        return
    rows = tuple(
        Row(row.campaign, now.name(row.campaign), f"still points at “{row.dropped}”", row.money)
        for row in sorted(now.stranded, key=lambda row: (-row.money, row.campaign, row.dropped))
    )
    shares: dict[str, Decimal] = {}
    wanted: dict[str, str] = {}
    for row in now.stranded:
        shares[row.campaign] = shares.get(row.campaign, NOTHING) + row.share
        if row.successor:
            wanted.setdefault(row.campaign, row.successor)
    many = f"{len(shares)} campaigns" if len(shares) > 1 else f"“{rows[0].name}”"
    yield Found(
        Kind.DROPPED_OBJECTIVE,
        f"Point {many} away from what was dropped",
        "The objective was dropped; its money goes on. Link it to what came instead, or release it.",
        rows=rows,
        money=sum((row.money for row in now.stranded), NOTHING),
        steps=tuple(_links(now, shares, wanted)),
    )


def starved_objective(now: Situation) -> Iterator[Found]:
    """Objectives more than ten points below their target share."""
    whole = sum(mapped_by_objective(now.inputs).values(), NOTHING)
    for line in budget_lines(now.inputs):
        if line.verdict is not BudgetVerdict.MISALIGNED or line.share is None or line.share >= line.target:
            continue
        name = now.name(line.objective)
        yield Found(
            Kind.STARVED_OBJECTIVE,
            f"Move money to “{name}”",
            f"It gets {percent(line.share)} of the mapped money and should get {percent(line.target)}.",
            about=line.objective,
            rows=_funding(now, line.objective),
            money=_gap(line, whole),
            steps=tuple(_shift(now, to=line.objective)),
        )


def overfunded_objective(now: Situation) -> Iterator[Found]:
    """Objectives more than ten points above their target share."""
    whole = sum(mapped_by_objective(now.inputs).values(), NOTHING)
    for line in budget_lines(now.inputs):
        if line.verdict is not BudgetVerdict.MISALIGNED or line.share is None or line.share <= line.target:
            continue
        name = now.name(line.objective)
        yield Found(
            Kind.OVERFUNDED_OBJECTIVE,
            f"Take money from “{name}”",
            f"It gets {percent(line.share)} of the mapped money and should get {percent(line.target)}.",
            about=line.objective,
            rows=_funding(now, line.objective),
            money=-_gap(line, whole),
            steps=tuple(_shift(now, away=line.objective)),
        )


def unknown_cost(now: Situation) -> Iterator[Found]:
    """Campaigns whose cost nobody knows: they stand in no share."""
    rows = tuple(Row(row.key, row.name, "cost unknown") for row in now.inputs.campaigns if row.spend is None)
    if rows:
        many = f"{len(rows)} campaigns" if len(rows) > 1 else f"“{rows[0].name}”"
        yield Found(
            Kind.UNKNOWN_COST,
            f"Find out what {many} cost",
            "An unknown cost is not 0: these campaigns are left out of every share of the money.",
            rows=rows,
        )


def much_kept_out(now: Situation) -> Iterator[Found]:
    """A large part of the ledger that is kept out of the score with a reason."""
    split = ledger(now.inputs)
    if split.total > 0 and split.enabling / split.total > MUCH:
        rows = [Row(row.key, row.name, "kept out", row.spend) for row in now.inputs.campaigns if row.enabling]
        yield Found(
            Kind.MUCH_KEPT_OUT,
            f"Look at what is kept out: {percent(split.enabling / split.total)} of the money",
            "Enabling spend serves no single objective and is not judged. More than a quarter of the ledger is a lot.",
            rows=tuple(sorted(rows, key=lambda row: (-(row.money or NOTHING), row.name))),
            money=split.enabling,
        )


def _links(now: Situation, shares: Mapping[str, Decimal], wanted: Mapping[str, str] | None = None) -> Iterator[Step]:
    """One link each: to what is wanted, else to where its credit fell, else as suggested, else to who lacks most."""
    if not now.inputs.objectives:
        return
    known = {row.key for row in now.inputs.objectives}
    credited = _credited(now.inputs)
    money = dict(mapped_by_objective(now.inputs))
    targets = target_shares(now.inputs)
    spend = {row.key: row.spend or NOTHING for row in now.inputs.campaigns}
    for campaign in sorted(shares, key=lambda key: (-spend.get(key, NOTHING), key)):
        chosen = next(
            (found.get(campaign, "") for found in (wanted or {}, credited, now.suggested)
             if found.get(campaign, "") in known),
            "",
        )  # fmt: skip
        if not chosen:
            whole = sum(money.values(), NOTHING) + spend[campaign] * shares[campaign]
            chosen = min(known, key=lambda key: (float(money[key]) - targets[key] * float(whole), key))
        money[chosen] += spend[campaign] * shares[campaign]
        yield Step(Verb.LINK, campaign, chosen, share=shares[campaign], flag=chosen in now.sound)


def _shift(now: Situation, *, to: str = "", away: str = "") -> Iterator[Step]:
    """Moves that take surplus money to what lacks it, until one side is even; whole cents."""
    whole = sum(mapped_by_objective(now.inputs).values(), NOTHING)
    gaps = {line.objective: _gap(line, whole) for line in budget_lines(now.inputs)}
    takers = [key for key in sorted(gaps, key=lambda key: (-gaps[key], key)) if gaps[key] > 0 and to in ("", key)]
    givers = [key for key in sorted(gaps, key=lambda key: (gaps[key], key)) if gaps[key] < 0 and away in ("", key)]
    left = {link.campaign: NOTHING for link in now.inputs.links}
    left |= {row.key: row.spend for row in now.inputs.campaigns if row.spend and not row.enabling}
    started: set[str] = set()
    for taker in takers:
        home = _home(now.inputs, taker)
        for giver in givers:
            for link in _sources(now.inputs, giver):
                amount = min(gaps[taker], -gaps[giver], left[link.campaign]).quantize(CENT, rounding=ROUND_DOWN)
                if amount <= 0 or link.campaign == home:
                    continue
                target = home or f"new-{taker}"
                if not home and taker not in started:
                    started.add(taker)
                    yield Step(Verb.START, target, taker, to=f"New for {now.name(taker)}")
                    yield Step(Verb.LINK, target, taker, share=Decimal(1), flag=taker in now.sound)
                yield Step(Verb.MOVE, link.campaign, taker, to=target, amount=amount, flag=not home)
                gaps[taker] -= amount
                gaps[giver] += amount
                left[link.campaign] -= amount


def _home(inputs: ScoreInputs, objective: str) -> str:
    """The campaign that can take more money for an objective: the one it owns most of, then the largest."""
    spend = {row.key: row.spend or NOTHING for row in inputs.campaigns if not row.enabling}
    links = [row for row in inputs.links if row.objective == objective and row.contributing and row.share > 0]
    best = min(links, key=lambda row: (-row.share, -spend.get(row.campaign, NOTHING), row.campaign), default=None)
    return best.campaign if best and best.campaign in spend else ""


def _sources(inputs: ScoreInputs, objective: str) -> list[LinkFacts]:
    found = [(money, link) for link, money in linked_money(inputs) if link.objective == objective and link.contributing]
    return [link for money, link in sorted(found, key=lambda pair: (-pair[0], pair[1].campaign)) if money > 0]


def _funding(now: Situation, objective: str) -> tuple[Row, ...]:
    found = [
        Row(link.campaign, now.name(link.campaign), f"{percent(link.share)} of its money", money)
        for link, money in linked_money(now.inputs)
        if link.objective == objective and link.contributing and money > 0
    ]
    return tuple(sorted(found, key=lambda row: (-(row.money or NOTHING), row.name)))


def _given(inputs: ScoreInputs) -> dict[str, Decimal]:
    given: dict[str, Decimal] = {}
    for link in inputs.links:
        if link.contributing:
            given[link.campaign] = given.get(link.campaign, NOTHING) + link.share
    return given


def _credited(inputs: ScoreInputs) -> dict[str, str]:
    """Where most of a campaign's credit fell, of those with enough of it."""
    best = {}
    for row in inputs.credits.get(inputs.locked_model, ()):
        if row.milestones >= FROM_MEASURED and any(row.inside.values()):
            best[row.campaign] = min(row.inside, key=lambda key: (-row.inside[key], key))
    return best


def _by_spend(inputs: ScoreInputs) -> list[CampaignFacts]:
    rows = [row for row in inputs.campaigns if not row.enabling and row.spend]
    return sorted(rows, key=lambda row: (-(row.spend or NOTHING), row.key))


def _gap(line: BudgetLine, whole: Decimal) -> Decimal:
    """What an objective lacks to its target share of the mapped money, to the cent; below 0 what it has too much."""
    return ((Decimal(repr(line.target)) * whole).quantize(CENT) - line.spend).quantize(CENT)
