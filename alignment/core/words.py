"""The score's components in words, with the figures that a pocket calculator needs."""

from collections.abc import Callable, Mapping

from organisation.core.show import money, number, percent

Figures = Mapping[str, float]

LABELS: Mapping[str, str] = {
    "mapped_spend": "Mapped spend",
    "objective_coverage": "Objective coverage",
    "budget_fit": "Budget fit",
    "measurement_quality": "Measurement quality",
    "horizon_fit": "Horizon fit",
    "evidence_fit": "Evidence fit",
    "delivery": "Delivery",
    "evidence_class": "Evidence class",
}
ASKS: Mapping[str, str] = {
    "mapped_spend": "How much of the money serves a named objective?",
    "objective_coverage": "Are the objectives measurable, measured by an outcome, and funded?",
    "budget_fit": "Does the money follow the priorities?",
    "measurement_quality": "Does the money rest on KPIs that are fresh, owned, sourced and an outcome?",
    "horizon_fit": "Is the mix of brand and activation the one that was set?",
    "evidence_fit": "Did the credit fall where the money was declared?",
    "delivery": "Are the objectives where they should be by now?",
    "evidence_class": "How far is it proven that campaigns do what they are meant to?",
}


def sentence(name: str, figures: Figures, *, currency: str) -> str:
    """What a component was computed from, as arithmetic.

    >>> sentence("delivery", {"judged": 2.0, "judged_weight": 0.5}, currency="EUR").replace("\\u202f", " ")
    '2 objectives with 50 % of the priority can be judged; each counts with progress ÷ expected progress, at most 1'
    """
    return _SAID[name](figures, lambda amount: money(amount, currency=currency))


def _mapped(f: Figures, cash: Callable[[float], str]) -> str:
    return f"{cash(f['mapped'])} mapped ÷ {cash(f['in_scope'])} in scope; {cash(f['orphan'])} is orphan"


def _coverage(f: Figures, cash: Callable[[float], str]) -> str:
    return f"{number(f['covered'])} of {number(f['objectives'])} business objectives, by priority"


def _budget(f: Figures, cash: Callable[[float], str]) -> str:
    return f"1 − {percent(f['misplaced_share'], digits=1)} of the mapped money that lies above its target share"


def _quality(f: Figures, cash: Callable[[float], str]) -> str:
    return f"{cash(f['sound'])} soundly measured ÷ {cash(f['mapped'])} mapped"


def _horizon(f: Figures, cash: Callable[[float], str]) -> str:
    long, target = percent(f["long_share"], digits=1), percent(f["target"], digits=1)
    return f"1 − |{long} brand − {target} aimed at| ÷ {percent(max(f['target'], 1 - f['target']), digits=1)}"


def _fit(f: Figures, cash: Callable[[float], str]) -> str:
    return (
        f"{number(f['measurable'])} of {number(f['families'])} families with {percent(f['measurable_share'])} of the "
        "mapped money are measurable; Σ of the smaller of declared and measured share"
    )


def _delivery(f: Figures, cash: Callable[[float], str]) -> str:
    return (
        f"{number(f['judged'])} objectives with {percent(f['judged_weight'])} of the priority can be judged; each "
        "counts with progress ÷ expected progress, at most 1"
    )


def _class(f: Figures, cash: Callable[[float], str]) -> str:
    return f"{cash(f['worth'])} by what is proven ÷ {cash(f['mapped'])} mapped"


_SAID: Mapping[str, Callable[[Figures, Callable[[float], str]], str]] = {
    "mapped_spend": _mapped,
    "objective_coverage": _coverage,
    "budget_fit": _budget,
    "measurement_quality": _quality,
    "horizon_fit": _horizon,
    "evidence_fit": _fit,
    "delivery": _delivery,
    "evidence_class": _class,
}
