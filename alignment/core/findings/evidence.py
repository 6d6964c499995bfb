"""Findings about what is proven, and whether it agrees with what was meant."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, Decimal

from alignment.core.coverage import linked_money, mapped_by_objective
from alignment.core.evidence import EvidenceClass
from alignment.core.families import Family, fits_under
from alignment.core.findings.words import Found, Kind, Row
from alignment.core.inputs import LinkFacts
from alignment.core.remedies import Step, Verb
from alignment.core.situation import Situation
from organisation.core.show import percent

NOTHING = Decimal(0)
CONTRADICTS = 0.5  # less than half of the declared shares is confirmed
MOST_FAMILIES = 20  # of those that contradict, the ones with most misaligned money
FOURTH = Decimal("0.0001")  # links are kept to a hundredth of a per cent
CENT = Decimal("0.01")


def evidence_contradicts(now: Situation) -> Iterator[Found]:
    """Families whose measured credit fell mostly elsewhere than their money was declared for."""
    credits = now.inputs.credits.get(now.inputs.locked_model, ())
    inside = {row.campaign: row.inside for row in credits}
    spend = {row.key: row.spend or NOTHING for row in now.inputs.campaigns}
    against = [
        (row.family.mapped_spend * (1 - row.fit), row)
        for row in fits_under(now.inputs, now.inputs.locked_model)
        if row.fit is not None and row.fit < CONTRADICTS
    ]
    against.sort(key=lambda pair: (-pair[0], pair[1].family.campaigns))
    for misaligned, row in against[:MOST_FAMILIES]:
        measured: dict[str, float] = {}
        for key in row.family.campaigns:
            for objective, amount in inside.get(key, {}).items():
                measured[objective] = measured.get(objective, 0.0) + amount
        found = {key: amount for key, amount in measured.items() if amount > 0}
        names = [now.name(key) for key in row.family.campaigns]
        fell = f"mostly for “{now.name(max(found, key=lambda k: (found[k], k)))}”" if found else "for no objective"
        yield Found(
            Kind.EVIDENCE_CONTRADICTS,
            _question(names, row.family),
            f"Only {percent(row.fit)} of what was declared is confirmed; the credited milestones are {fell}. "
            "Change the work, or say what it serves in truth.",
            about="+".join(row.family.campaigns)[:120],
            rows=tuple(
                Row(key, now.name(key), f"{percent(row.fit)} confirmed", spend.get(key)) for key in row.family.campaigns
            ),
            money=Decimal(repr(misaligned)).quantize(CENT),
            steps=tuple(_redeclare(row.family, found)) if found else (),
        )


def _question(names: Sequence[str], family: Family) -> str:
    if len(names) == 1:
        return f"Ask what “{names[0]}” really does"
    together = f"{family.theme or 'no theme'} in {family.channel or 'no channel'}"
    return f"Ask what {len(names)} campaigns of {together} really do"


def declared_only(now: Situation) -> Iterator[Found]:
    """For each business objective the largest money that rests on a declaration alone."""
    by_objective: dict[str, list[tuple[Decimal, LinkFacts]]] = {}
    for link, amount in linked_money(now.inputs):
        if link.contributing and link.evidence is EvidenceClass.DECLARED and amount > 0:
            by_objective.setdefault(link.objective, []).append((amount, link))
    for objective in now.inputs.objectives:
        found = sorted(by_objective.get(objective.key, ()), key=lambda pair: (-pair[0], pair[1].campaign))
        if not found:
            continue
        amount, link = found[0]
        yield Found(
            Kind.DECLARED_ONLY,
            f"Test what “{now.name(link.campaign)}” does for “{objective.name}”",
            "It is the largest money of this objective that rests on a declaration alone. Hold out a region or a part "
            "of the audience, and enter the result as an experiment.",
            about=objective.key,
            rows=tuple(Row(row.campaign, now.name(row.campaign), "declared", money) for money, row in found),
            money=amount,
            steps=(Step(Verb.PROVE, link.campaign, objective.key, to=EvidenceClass.RANDOMISED.value),),
        )


def behind_pace(now: Situation) -> Iterator[Found]:
    """Business objectives behind the way they should have come by today, with the money that is linked to them."""
    money = mapped_by_objective(now.inputs)
    for row in now.inputs.objectives:
        if row.progress is None or row.expected is None or row.progress >= row.expected:
            continue
        yield Found(
            Kind.BEHIND_PACE,
            f"Bring “{row.name}” back to its pace",
            f"{percent(row.progress)} of the way; {percent(row.expected)} was expected by today.",
            about=row.key,
            rows=(Row(row.key, row.name, f"{percent(row.progress)} of {percent(row.expected)}", money[row.key]),),
            money=money[row.key],
            steps=(Step(Verb.CATCH_UP, objective=row.key),),
        )


def _redeclare(family: Family, measured: dict[str, float]) -> Iterator[Step]:
    """The same total share, given as it was measured; whole hundredths of a per cent, the rest to the largest."""
    total = sum((share for _, share in family.declared), NOTHING)
    whole = sum(measured.values())
    ranked = sorted(measured, key=lambda key: (-measured[key], key))
    shares = {
        key: (total * Decimal(repr(measured[key] / whole))).quantize(FOURTH, rounding=ROUND_DOWN) for key in ranked
    }
    shares[ranked[0]] += total.quantize(FOURTH, rounding=ROUND_DOWN) - sum(shares.values(), NOTHING)
    for campaign in family.campaigns:
        yield Step(Verb.UNLINK, campaign)
        for objective, share in shares.items():
            if share > 0:
                yield Step(Verb.LINK, campaign, objective, share=share)
