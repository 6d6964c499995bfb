from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.core.leads.court import Claim, Verdict, benjamini_hochberg, judge, lags_for, longest_complete
from forecasts.core.leads.regression import granger
from tests.forecasts.worlds import lead_pair


def claim(name="claim", **world):
    return Claim(name, *lead_pair(**world))


class TestVerdicts:
    def test_twenty_five_points_are_too_early(self):
        (ruling,) = judge([claim(weeks=25, seed=1, effect=2)])

        assert ruling.verdict is Verdict.TOO_EARLY
        assert "25 joint points, 26 are needed for a hint and 52 for a verdict" in ruling.sentence

    def test_below_a_year_a_strong_effect_is_a_hint_and_no_more(self):
        (ruling,) = judge([claim(weeks=45, seed=3, effect=1.5)])

        assert ruling.verdict is Verdict.HINT
        assert ruling.sentence.startswith("A hint that it leads by about 2 steps: 45 points")

    def test_a_year_with_a_strong_effect_leads_with_lag_and_range(self):
        (ruling,) = judge([claim(weeks=104, seed=3, effect=0.8)])

        assert ruling.verdict is Verdict.LEADS
        assert ruling.lag == 2
        assert ruling.effect is not None
        assert ruling.effect.low > 0
        assert ruling.gain > 0

    def test_no_effect_in_a_short_year_is_not_proven_rather_than_denied(self):
        (ruling,) = judge([claim(weeks=60, seed=5, effect=0)])

        assert ruling.verdict is Verdict.NOT_PROVEN

    def test_does_not_lead_needs_a_small_effect_for_certain(self):
        (ruling,) = judge([claim(weeks=3000, seed=6, effect=0)])

        assert ruling.verdict is Verdict.DOES_NOT_LEAD
        assert -0.15 <= ruling.effect.low <= ruling.effect.high <= 0.15

    def test_the_reverse_direction_is_told(self):
        outcome, kpi = lead_pair(weeks=156, seed=7, effect=0.8)

        (ruling,) = judge([Claim("backwards", kpi, outcome)])

        assert ruling.verdict is Verdict.NOT_PROVEN
        assert ruling.sentence.endswith("The outcome foretells the KPI instead.")

    def test_a_series_that_never_changes_cannot_be_tested(self):
        (ruling,) = judge([Claim("flat", np.ones(80), np.arange(80.0) % 7)])

        assert ruling.verdict is Verdict.UNUSABLE
        assert "the leading KPI has the same value in 80 of 80 steps" in ruling.sentence

    def test_a_kpi_that_is_its_outcome_cannot_be_tested(self):
        values = lead_pair(weeks=80, seed=1, effect=1)[0]

        assert judge([Claim("same", values, 2 * values)])[0].verdict is Verdict.UNUSABLE


class TestErrors:
    @pytest.mark.parametrize("wandering", [False, True])
    def test_unrelated_pairs_are_rarely_called_leading(self, wandering):
        verdicts = Counter(
            judge([claim(weeks=104, seed=seed, effect=0, wandering=wandering)])[0].verdict for seed in range(120)
        )
        correlated = [
            abs(np.corrcoef(*lead_pair(weeks=104, seed=seed, effect=0, wandering=wandering))[0, 1]) > 0.193
            for seed in range(120)
        ]

        assert verdicts[Verdict.LEADS] <= 0.15 * 120
        assert verdicts[Verdict.LEADS] < sum(correlated)

    def test_a_real_lead_is_mostly_found_in_two_years(self):
        verdicts = Counter(judge([claim(weeks=104, seed=seed, effect=0.4)])[0].verdict for seed in range(60))

        assert verdicts[Verdict.LEADS] > 0.7 * 60

    def test_many_claims_need_more_evidence_each(self):
        candidates = [claim(f"{seed}", weeks=104, seed=seed, effect=0) for seed in range(60)]

        together = sum(one.verdict is Verdict.LEADS for one in judge(candidates))
        alone = sum(judge([one])[0].verdict is Verdict.LEADS for one in candidates)

        assert together <= alone
        assert together <= 2

    def test_a_shared_season_is_not_a_lead(self):
        wave = 3 * np.sin(2 * np.pi * np.arange(156) / (365.25 / 7))
        found = []
        for seed in range(40):
            kpi, outcome = lead_pair(weeks=156, seed=seed, effect=0)
            found.append(judge([Claim("season", kpi + np.roll(wave, -4), outcome + wave)])[0].verdict)

        assert Counter(found)[Verdict.LEADS] <= 6


class TestParts:
    def test_adjusted_p_values_by_hand(self):
        assert benjamini_hochberg([0.01, 0.04, 0.03, 0.5]) == pytest.approx([0.04, 0.16 / 3, 0.16 / 3, 0.5])
        assert benjamini_hochberg([]) == []

    @given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
    def test_adjustment_never_lowers_a_p_value(self, values):
        assert all(after >= before - 1e-12 for before, after in zip(values, benjamini_hochberg(values), strict=True))

    @pytest.mark.parametrize(("points", "lags"), [(26, 1), (39, 1), (40, 2), (51, 2), (52, 4), (300, 4)])
    def test_the_lag_is_fixed_by_the_number_of_points(self, points, lags):
        assert lags_for(points) == lags

    def test_the_longest_stretch_without_gaps_is_used(self):
        values = np.array([1.0, np.nan, 2, 3, 4, np.nan, 5, 6])

        x, _ = longest_complete(values, np.arange(8.0))

        assert x.tolist() == [2, 3, 4]

    def test_units_do_not_matter(self):
        x, y = lead_pair(weeks=90, seed=2, effect=0.5)
        plain, scaled = granger(x, y, lags=4, season_length=52), granger(1e6 * x + 5, y / 7, lags=4, season_length=52)

        assert scaled.p_value == pytest.approx(plain.p_value)
        assert scaled.effect.median == pytest.approx(plain.effect.median)
