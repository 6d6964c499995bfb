"""How long scoring takes: 2,000 campaigns × 30 objectives × 12 cycles under 11 attribution models, without a database.

    python -m benchmarks.score

Prints processor seconds of each part for all cycles: the score with its range, the receipt, the parts, the findings
with their points (each recomputed).
"""

import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random

from alignment.core.evidence import EvidenceClass
from alignment.core.findings import judge
from alignment.core.inputs import CampaignFacts, CreditFacts, LinkFacts, ObjectiveFacts, ScoreInputs
from alignment.core.receipt import write_receipt
from alignment.core.scopes import part_scores
from alignment.core.score import score
from alignment.core.situation import Situation
from attribution.core.models import ADDITIVE

CAMPAIGNS, OBJECTIVES, CYCLES = 2_000, 30, 12


def main() -> None:
    cycles = [_cycle(number) for number in range(CYCLES)]
    for name, work in (
        ("score", score),
        ("receipt", write_receipt),
        ("parts", part_scores),
        ("findings", lambda inputs: judge(Situation(inputs))),
    ):
        print(f"{name:10} {_processor_time(work, cycles):6.2f} s", flush=True)


def _processor_time(work: Callable[[ScoreInputs], object], cycles: list[ScoreInputs]) -> float:
    for inputs in cycles:
        inputs.kept.clear()
    start = time.process_time()
    for inputs in cycles:
        work(inputs)
    return time.process_time() - start


def _cycle(seed: int) -> ScoreInputs:
    dice = Random(seed)
    objectives = [f"objective-{number}" for number in range(OBJECTIVES)]
    campaigns = [f"campaign-{number}" for number in range(CAMPAIGNS)]
    return ScoreInputs(
        cycle=f"Cycle {seed}",
        as_of=date(2026, 3, 31),
        objectives=[
            ObjectiveFacts(
                key, key, Decimal(dice.randint(1, 9)), progress=dice.random(), expected=0.9, measurable=True,
                outcome_kpi=dice.random() < 0.9,
            )
            for key in objectives
        ],
        campaigns=[
            CampaignFacts(
                key, key, f"Theme {dice.randrange(20)}", f"Channel {dice.randrange(14)}",
                Decimal(dice.randint(100, 5_000_000)) / 100, long_share=Decimal(dice.randint(0, 1)), team="Team",
            )
            for key in campaigns
        ],
        links=[
            LinkFacts(key, aim, share, evidence=dice.choice(list(EvidenceClass)), sound_path=dice.random() < 0.7)
            for key in campaigns if dice.random() < 0.95
            for aim, share in zip(dice.sample(objectives, 2), (Decimal("0.6"), Decimal("0.4")), strict=True)
        ],
        credits={model.value: [_credit(key, objectives, dice) for key in campaigns] for model in ADDITIVE},
        locked_model="linear",
        target_long_share=Decimal("0.5"),
    )  # fmt: skip


def _credit(key: str, objectives: list[str], dice: Random) -> CreditFacts:
    inside = {aim: 10 * dice.random() for aim in dice.sample(objectives, 4)}
    return CreditFacts(key, sum(inside.values()), inside, errors=dict.fromkeys(inside, 0.5), error=1.0)


if __name__ == "__main__":
    main()
