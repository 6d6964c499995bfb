"""One seeded world from population to outcome."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.core.candidates import Candidates, conversion_candidates, touch_candidates
from simulator.core.draws import Draws
from simulator.core.engine import Outcome, Setting, run
from simulator.core.population import Population, populate
from simulator.core.variants import Variants, whole_game
from simulator.core.wiring import wire
from simulator.core.world import World
from simulator.core.worth import Worth, worth_of


@dataclass(frozen=True, slots=True)
class Played:
    """A world and everything that happened in it."""

    world: World
    draws: Draws
    population: Population
    touches: Candidates
    conversions: Candidates
    worth: Worth
    variants: Variants
    outcome: Outcome


def play(world: World, *, seed: int, variants: Variants | None = None) -> Played:
    """Run a world; without `variants` the whole counterfactual game is played."""
    draws = Draws(seed)
    population = populate(world, draws)
    touches = touch_candidates(world, population, draws)
    conversions = conversion_candidates(world, population, draws)
    worth = worth_of(world, conversions, draws)
    variants = variants or whole_game(len(world.channels))
    setting = Setting(world.units, world.days, touches, conversions, worth.scores, wire(world))
    outcome = run(setting, variants)
    return Played(world, draws, population, touches, conversions, worth, variants, outcome)
