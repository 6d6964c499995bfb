"""The named worlds in which attribution models are judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from simulator.core.world import Channel, Lift, Market, Pattern, World


class UnknownWorld(LookupError):
    """Asked for a world that is not in the list."""


def world_named(name: str) -> World:
    """The world of that name; UnknownWorld lists those there are."""
    try:
        return WORLDS[name]
    except KeyError:
        raise UnknownWorld(f"There is no world called “{name}”. Choose one of: {', '.join(WORLDS)}.") from None


_PEOPLE = (
    Channel("Paid search", 0.0060, 3.2, half_life=5, unit_cost=1.10, cost_drift=0.25),
    Channel("Paid social", 0.0070, 2.0, half_life=7, unit_cost=0.45, cost_drift=0.15),
    Channel("Display", 0.0080, 0.9, half_life=6, unit_cost=0.20, pattern=Pattern.FLIGHTS),
    Channel("Video", 0.0060, 1.6, half_life=10, brand=0.1, unit_cost=0.35, pattern=Pattern.FLIGHTS),
    Channel("E-mail", 0.0070, 1.8, half_life=4, unit_cost=0.05, cost_drift=0.0),
    Channel("Content", 0.0040, 2.4, half_life=14, unit_cost=0.80, cost_drift=0.05),
    Channel("Affiliates", 0.0040, 0.0, half_life=5, unit_cost=0.60),
    Channel("Retargeting", 0.0050, 1.0, half_life=4, unit_cost=0.30, cost_drift=0.20),
)
_COMPANIES = (
    Channel("Paid search", 0.012, 1.4, half_life=14, unit_cost=9.0, cost_drift=0.25),
    Channel("Paid social", 0.014, 0.9, half_life=21, unit_cost=7.0, cost_drift=0.20),
    Channel("Display", 0.014, 0.2, half_life=14, unit_cost=2.0, pattern=Pattern.FLIGHTS),
    Channel("Content", 0.012, 1.0, half_life=30, brand=0.1, unit_cost=6.0),
    Channel("E-mail", 0.020, 0.6, half_life=10, unit_cost=0.3, cost_drift=0.0),
    Channel("Webinars", 0.006, 1.9, half_life=30, unit_cost=25.0, pattern=Pattern.EVENTS),
    Channel("Trade fairs", 0.004, 2.1, half_life=45, brand=0.2, unit_cost=120.0, pattern=Pattern.EVENTS),
    Channel("Partner", 0.004, 0.0, half_life=30, unit_cost=20.0),
)
_LIFTS = (
    Lift("Video", "Paid search", 0.5),
    Lift("Display", "Paid search", 0.2),
    Lift("brand", "Direct", 1.0),
)


def _tuned(channels: tuple[Channel, ...], **changes: Mapping[str, object]) -> tuple[Channel, ...]:
    """The same channels with some fields changed; keywords are fields, values map names to the new value."""
    tuned = []
    for channel in channels:
        changed = {field: values[channel.name] for field, values in changes.items() if channel.name in values}
        tuned.append(replace(channel, **changed))  # type: ignore[arg-type]
    return tuple(tuned)


_CLEAN = World(
    name="clean",
    sentence="Blind targeting, everything tracked: the world that models assume.",
    market=Market.PEOPLE,
    channels=_PEOPLE,
    lifts=(),
    units=8000,
    days=364,
    conversion_rate=0.0006,
    value_median=70.0,
    value_sigma=0.6,
)
_NULL = replace(
    _CLEAN,
    name="null",
    sentence="No channel works; everything credited is noise or selection.",
    lifts=_LIFTS,
    channels=_tuned(
        _PEOPLE,
        effect={channel.name: 0.0 for channel in _PEOPLE},
        targeting={"Paid search": 0.8, "Retargeting": 0.5, "E-mail": 0.3},
        pooled={"Retargeting": True},
    ),
)
_CONFOUNDED = replace(
    _CLEAN,
    name="confounded",
    sentence="Money follows intent: those about to buy anyway are reached most.",
    lifts=_LIFTS,
    intent_sigma=0.8,
    channels=_tuned(
        _PEOPLE,
        targeting={"Paid search": 1.0, "Paid social": 0.6, "Affiliates": 1.0, "Retargeting": 0.7, "E-mail": 0.5},
        effect={"Paid search": 1.2, "Paid social": 1.0, "Retargeting": 0.4, "E-mail": 0.8},
    ),
)
_BRAND = replace(
    _CLEAN,
    name="brand_heavy",
    sentence="Video and display build a lasting stock of preference that shows up later, elsewhere.",
    lifts=(*_LIFTS, Lift("brand", "Paid search", 1.5), Lift("brand", "E-mail", 0.5)),
    brand_effect=1.2,
    channels=_tuned(
        _PEOPLE,
        brand={"Video": 1.0, "Display": 0.4, "Content": 0.3},
        effect={"Video": 0.3, "Display": 0.2, "Paid search": 1.5},
        targeting={"Paid search": 0.7},
    ),
)
_SEASONAL = replace(
    _CLEAN,
    name="seasonal",
    sentence="Demand swings with the year and budgets chase it.",
    lifts=_LIFTS,
    season=0.6,
    channels=_tuned(
        _PEOPLE,
        pattern=dict.fromkeys(("Paid search", "Paid social", "Display", "Retargeting"), Pattern.CHASES_SEASON),
        targeting={"Paid search": 0.4, "Retargeting": 0.3},
    ),
)
_TRAP = replace(
    _CLEAN,
    name="retargeting_trap",
    sentence="Retargeting follows visitors to the till and does nothing.",
    lifts=_LIFTS,
    channels=_tuned(
        _PEOPLE,
        effect={"Retargeting": 0.0, "Video": 2.6, "Paid social": 2.6},
        targeting={"Retargeting": 1.0, "Paid search": 0.5},
        pooled={"Retargeting": True},
        rate={"Retargeting": 0.012},
    ),
)
_LOSS = replace(
    _CLEAN,
    name="tracking_loss",
    sentence="Half of the views and a fifth of the clicks leave no record, and a third of the people have two names.",
    lifts=_LIFTS,
    split_identity=0.35,
    channels=_tuned(
        _PEOPLE,
        tracked={
            "Paid search": 0.85,
            "Paid social": 0.6,
            "Display": 0.35,
            "Video": 0.3,
            "E-mail": 0.95,
            "Content": 0.8,
            "Affiliates": 0.9,
            "Retargeting": 0.6,
        },
        targeting={"Paid search": 0.4},
    ),
)
_B2B = World(
    name="b2b_clean",
    sentence="Companies with several contacts and long deals; the CRM is kept well.",
    market=Market.ACCOUNTS,
    channels=_COMPANIES,
    lifts=(Lift("Content", "E-mail", 0.4), Lift("Trade fairs", "Direct", 0.8), Lift("brand", "Direct", 0.5)),
    units=2500,
    days=546,
    conversion_rate=0.0005,
    value_median=18000.0,
    value_sigma=0.8,
    windows_per_year=0.6,
    window_days=60.0,
    window_boost=6.0,
    brand_effect=0.5,
    direct_rate=0.01,
)
_B2B_MESSY = replace(
    _B2B,
    name="b2b_messy",
    sentence="The same companies, targeted on intent, in a CRM with gaps, duplicates and wrong dates.",
    split_identity=0.15,
    messy_crm=True,
    season=0.25,
    channels=_tuned(
        _COMPANIES,
        targeting={"Paid search": 0.8, "Paid social": 0.4, "Partner": 0.9, "Webinars": 0.5, "E-mail": 0.4},
        tracked={"Display": 0.4, "Paid social": 0.6, "Trade fairs": 0.7, "Content": 0.8, "Partner": 0.9},
        effect={"Paid search": 0.6, "Webinars": 1.2},
    ),
)
WORLDS: Mapping[str, World] = {
    world.name: world for world in (_NULL, _CLEAN, _CONFOUNDED, _BRAND, _SEASONAL, _TRAP, _LOSS, _B2B, _B2B_MESSY)
}
