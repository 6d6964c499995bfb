"""What would put a finding right, as data: steps that can be shown, stored, done, and applied to the score's inputs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from alignment.core.coverage import linked_money
from alignment.core.evidence import EvidenceClass
from alignment.core.inputs import CampaignFacts, LinkFacts, ObjectiveFacts, ScoreInputs

NOTHING = Decimal("0.00")


class Verb(StrEnum):
    LINK = "link"
    UNLINK = "unlink"
    START = "start"
    MOVE = "move"
    MEASURE = "measure"
    OUTCOME = "outcome"
    SOUND = "sound"
    PROVE = "prove"
    CATCH_UP = "catch_up"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. Which fields count depends on the verb:

    LINK campaign → objective with `share` (`flag`: its KPI path is sound); UNLINK campaign; START campaign named `to`
    with `share` of its money for the brand; MOVE `amount` from campaign to campaign `to`, or only off or onto one;
    MEASURE, OUTCOME and CATCH_UP objective; SOUND campaign → objective; PROVE campaign → objective as evidence class
    `to`.
    """

    verb: Verb
    campaign: str = ""
    objective: str = ""
    to: str = ""
    share: Decimal | None = None
    amount: Decimal | None = None
    flag: bool = False


@dataclass(slots=True)
class _Draft:
    campaigns: dict[str, CampaignFacts]
    objectives: dict[str, ObjectiveFacts]
    links: dict[str, list[LinkFacts]]
    before: Mapping[str, list[LinkFacts]]


def apply(inputs: ScoreInputs, steps: Iterable[Step]) -> ScoreInputs:
    """The inputs as they will be when every step is done; rows keep their order, new ones stand last."""
    links: dict[str, list[LinkFacts]] = {}
    for link in inputs.links:
        links.setdefault(link.campaign, []).append(link)
    draft = _Draft(
        campaigns={row.key: row for row in inputs.campaigns},
        objectives={row.key: row for row in inputs.objectives},
        links=links,
        before={key: list(rows) for key, rows in links.items()},
    )
    done = set()
    for step in steps:
        _DO[step.verb](draft, step)
        done.add(step.verb)
    after = replace(
        inputs,
        campaigns=tuple(draft.campaigns.values()),
        objectives=tuple(draft.objectives.values()),
        links=tuple(link for rows in draft.links.values() for link in rows),
    )
    if done <= _OF_OBJECTIVES | _OF_LINKS:
        after.kept.update({name: found for name, found in inputs.kept.items() if _stands(name, done)})
    return after


def write_steps(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """The steps as JSON; only what is said."""
    return [{name: _plain(getattr(step, name)) for name in step.__slots__ if getattr(step, name)} for step in steps]


def read_steps(stored: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    """The steps that `write_steps` wrote."""
    return tuple(
        Step(**{**row, "verb": Verb(row["verb"]), "share": _number(row, "share"), "amount": _number(row, "amount")})
        for row in stored
    )


def say(step: Step, names: Callable[[str], str], money: Callable[[Decimal], str]) -> str:
    """The step as a sentence for whoever does it."""
    share = f"{(step.share or 0) * 100:.0f} % of " if step.share not in (None, Decimal(1)) else ""
    words = {
        Verb.LINK: lambda: f"Link {share}“{names(step.campaign)}” to “{names(step.objective)}”.",
        Verb.UNLINK: lambda: f"End the links of “{names(step.campaign)}”.",
        Verb.START: lambda: f"Start a campaign for “{names(step.objective)}”.",
        Verb.MOVE: lambda: _say_move(step, names, money(step.amount or NOTHING)),
        Verb.MEASURE: lambda: f"Give “{names(step.objective)}” a key result with baseline and target.",
        Verb.OUTCOME: lambda: f"Measure “{names(step.objective)}” by an outcome KPI.",
        Verb.SOUND: lambda: (
            f"Let “{names(step.campaign)}” be measured by a fresh, owned and sourced outcome KPI of "
            f"“{names(step.objective)}”."
        ),
        Verb.PROVE: lambda: (
            f"Test what “{names(step.campaign)}” does for “{names(step.objective)}” with a "
            f"{step.to.replace('_', ' ')} experiment."
        ),
        Verb.CATCH_UP: lambda: f"Bring “{names(step.objective)}” back to its pace.",
    }
    return words[step.verb]()


def _say_move(step: Step, names: Callable[[str], str], amount: str) -> str:
    if not step.campaign:
        return f"Add {amount} to “{names(step.to)}”."
    if not step.to:
        return f"Take {amount} off “{names(step.campaign)}”."
    to = f"a new campaign for “{names(step.objective)}”" if step.flag else f"“{names(step.to)}”"
    return f"Move {amount} from “{names(step.campaign)}” to {to}."


def _stands(name: str, done: set[Verb]) -> bool:
    """Whether what was derived from the inputs holds after steps that change neither money nor shares."""
    return name != linked_money.__name__ or done <= _OF_OBJECTIVES


def _link(draft: _Draft, step: Step) -> None:
    """A pair that was linked before keeps how far it is proven: evidence belongs to the pair, not to the share.

    Supporting links carry no money, so whatever they claimed is given away anew.
    """
    old = [row for row in draft.before.get(step.campaign, ()) if row.objective == step.objective and row.contributing]
    made = LinkFacts(
        campaign=step.campaign,
        objective=step.objective,
        share=step.share or Decimal(1),
        evidence=old[0].evidence if old else EvidenceClass.DECLARED,
        sound_path=old[0].sound_path if old else step.flag,
    )
    others = [row if row.contributing else replace(row, share=NOTHING) for row in draft.links.get(step.campaign, ())]
    draft.links[step.campaign] = [*others, made]


def _unlink(draft: _Draft, step: Step) -> None:
    draft.links[step.campaign] = [row for row in draft.links.get(step.campaign, ()) if not row.contributing]


def _start(draft: _Draft, step: Step) -> None:
    draft.campaigns[step.campaign] = CampaignFacts(
        step.campaign, step.to, theme="", channel="", spend=NOTHING, long_share=step.share
    )


def _move(draft: _Draft, step: Step) -> None:
    for key, sign in ((step.campaign, -1), (step.to, 1)):
        if not key:
            continue
        row = draft.campaigns[key]
        draft.campaigns[key] = replace(row, spend=(row.spend or NOTHING) + sign * (step.amount or NOTHING))


def _measure(draft: _Draft, step: Step) -> None:
    draft.objectives[step.objective] = replace(draft.objectives[step.objective], measurable=True)


def _outcome(draft: _Draft, step: Step) -> None:
    draft.objectives[step.objective] = replace(draft.objectives[step.objective], outcome_kpi=True)


def _catch_up(draft: _Draft, step: Step) -> None:
    row = draft.objectives[step.objective]
    draft.objectives[step.objective] = replace(row, progress=row.expected)


def _sound(draft: _Draft, step: Step) -> None:
    _change_links(draft, step, sound_path=True)


def _prove(draft: _Draft, step: Step) -> None:
    _change_links(draft, step, evidence=EvidenceClass(step.to))


def _change_links(draft: _Draft, step: Step, **facts: Any) -> None:
    draft.links[step.campaign] = [
        replace(row, **facts) if row.objective == step.objective and row.contributing else row
        for row in draft.links.get(step.campaign, ())
    ]


def _plain(value: object) -> object:
    return str(value) if isinstance(value, (Decimal, Verb)) else value


def _number(row: Mapping[str, Any], name: str) -> Decimal | None:
    return Decimal(row[name]) if row.get(name) else None


_OF_OBJECTIVES = {Verb.MEASURE, Verb.OUTCOME, Verb.CATCH_UP}
_OF_LINKS = {Verb.SOUND, Verb.PROVE}
_DO: Mapping[Verb, Callable[[_Draft, Step], None]] = {
    Verb.LINK: _link,
    Verb.UNLINK: _unlink,
    Verb.START: _start,
    Verb.MOVE: _move,
    Verb.MEASURE: _measure,
    Verb.OUTCOME: _outcome,
    Verb.SOUND: _sound,
    Verb.PROVE: _prove,
    Verb.CATCH_UP: _catch_up,
}
