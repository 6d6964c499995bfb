"""Markov chains: answers worked out by hand, identities, and brute force by taking channels out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribution.core import markov
from attribution.core.linearised import conversion_gradients
from attribution.core.transitions import CONVERSION, NULL, START, Steps, Transitions, transitions

Paths = list[tuple[tuple[int, ...], float, float, float]]


def steps(paths: Paths) -> Steps:
    lengths = [len(path) for path, *_ in paths]
    return Steps(
        offsets=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        channel=np.array([channel for path, *_ in paths for channel in path], dtype=np.int32),
        conversions=np.array([won for _, won, _, _ in paths], dtype=float),
        nulls=np.array([lost for _, _, lost, _ in paths], dtype=float),
        value=np.array([value for *_, value in paths], dtype=float),
    )


def chain(paths: Paths, *, channels: int = 3, order: int = 1) -> Transitions:
    return transitions(steps(paths), channels=channels, order=order)


random_paths = st.lists(
    st.tuples(
        st.lists(st.integers(0, 2), min_size=1, max_size=6).map(tuple),
        st.integers(0, 5).map(float),
        st.integers(0, 5).map(float),
        st.integers(0, 900).map(float),
    ).filter(lambda row: row[1] + row[2] > 0),
    min_size=1,
    max_size=12,
).map(lambda rows: [(path, won, lost, value if won else 0.0) for path, won, lost, value in rows])


def brute_force(rows: Transitions, channel: int | None, *, money: bool = False) -> float:
    """Chance to convert (or money per start) with a channel's states sent to null, from the equations of the chain."""
    base = rows.channels + 1
    names = sorted(set(rows.source.tolist()))
    place = {name: index for index, name in enumerate(names)}
    out = {name: rows.count[rows.source == name].sum() for name in names}
    among, ends = np.zeros((len(names), len(names))), np.zeros(len(names))
    for source, target, count, value in zip(rows.source, rows.target, rows.count, rows.value, strict=True):
        if target == CONVERSION:
            ends[place[source]] += (value if money else count) / out[source]
        elif target != NULL:
            among[place[source], place[target]] += count / out[source]
    for name in names:
        if channel is not None and any(name // base**i % base == channel + 1 for i in range(rows.order)):
            among[place[name]] = ends[place[name]] = 0
    return float(np.linalg.solve(np.eye(len(names)) - among, ends)[place[START]])


class TestKnownAnswers:
    # c1 > c2 > c3 converts once, c1 is lost once, c2 > c3 is lost once: the example of Anderl et al., figure 2.
    PUBLISHED: Paths = [((0, 1, 2), 1, 0, 10.0), ((0,), 0, 1, 0.0), ((1, 2), 0, 1, 0.0)]

    def test_removal_effects_of_the_published_example(self) -> None:
        found = markov.removal(chain(self.PUBLISHED))

        assert found.probability == pytest.approx(1 / 3)
        assert found.effect == pytest.approx([0.5, 1, 1])

    def test_pooled_credit_of_the_published_example(self) -> None:
        assert markov.pooled(np.array([0.5, 1, 1]), 1.0) == pytest.approx([0.2, 0.4, 0.4])

    def test_one_channel_has_everything(self) -> None:
        found = markov.removal(chain([((0,), 3, 1, 12.0)], channels=1))
        assert (found.effect, found.value_effect, found.probability) == ([1.0], [1.0], 0.75)

    def test_nothing_converts_and_nobody_gets_anything(self) -> None:
        found = markov.removal(chain([((0, 1), 0, 2, 0.0)]))
        assert found.effect.tolist() == [0, 0, 0]
        assert markov.pooled(found.effect, 0.0).tolist() == [0, 0, 0]

    def test_a_second_order_state_remembers_two_channels(self) -> None:
        rows = chain([((0, 1, 0), 1, 0, 5.0)], channels=2, order=2)
        assert list(zip(rows.source.tolist(), rows.target.tolist(), strict=True)) == [(0, 1), (1, 5), (5, 7), (7, -1)]


class TestIdentities:
    @settings(max_examples=60)
    @given(paths=random_paths, order=st.integers(1, 4))
    def test_the_chance_to_convert_is_conversions_over_all_journeys(self, paths: Paths, order: int) -> None:
        won, lost = sum(p[1] for p in paths), sum(p[2] for p in paths)
        assert markov.removal(chain(paths, order=order)).probability == pytest.approx(won / (won + lost))

    @settings(max_examples=60)
    @given(paths=random_paths, order=st.integers(1, 4))
    def test_effects_lie_between_none_and_all(self, paths: Paths, order: int) -> None:
        effect = markov.removal(chain(paths, order=order)).effect
        assert effect.min() >= -1e-12
        assert effect.max() <= 1 + 1e-12

    @settings(max_examples=40)
    @given(paths=random_paths, order=st.integers(1, 3))
    def test_the_closed_form_equals_taking_the_channel_out(self, paths: Paths, order: int) -> None:
        rows = chain(paths, order=order)
        found = markov.removal(rows)
        for money, effect in ((False, found.effect), (True, found.value_effect)):
            whole = brute_force(rows, None, money=money)
            for channel in range(3) if whole else ():
                assert effect[channel] == pytest.approx(1 - brute_force(rows, channel, money=money) / whole, abs=1e-9)

    @settings(max_examples=40)
    @given(paths=random_paths)
    def test_repeats_of_a_channel_change_nothing(self, paths: Paths) -> None:
        doubled = [(tuple(c for c in path for _ in (0, 1)), *rest) for path, *rest in paths]
        assert markov.removal(chain(doubled)).effect == pytest.approx(markov.removal(chain(paths)).effect)

    @settings(max_examples=40)
    @given(paths=random_paths, order=st.integers(1, 3), names=st.permutations(range(3)))
    def test_relabelling_channels_permutes_effects(self, paths: Paths, order: int, names: list[int]) -> None:
        renamed = [(tuple(names[c] for c in path), *rest) for path, *rest in paths]
        assert markov.removal(chain(renamed, order=order)).effect[names] == pytest.approx(
            markov.removal(chain(paths, order=order)).effect
        )

    @settings(max_examples=40)
    @given(paths=random_paths, factor=st.integers(2, 1000))
    def test_scaling_counts_leaves_effects(self, paths: Paths, factor: int) -> None:
        more = [(path, won * factor, lost * factor, value * factor) for path, won, lost, value in paths]
        for what in ("effect", "value_effect"):
            assert getattr(markov.removal(chain(more)), what) == pytest.approx(
                getattr(markov.removal(chain(paths)), what)
            )

    @settings(max_examples=40)
    @given(paths=random_paths, order=st.integers(1, 3))
    def test_the_sparse_way_equals_the_inverse(self, paths: Paths, order: int) -> None:
        made = markov.chain(chain(paths, order=order))
        for dense, thin in zip(markov.dense(made), markov.thin(made), strict=True):
            assert thin == pytest.approx(dense, abs=1e-9)


class TestLargeWorlds:
    def test_a_path_of_a_hundred_thousand_touches_is_solved(self) -> None:
        found = markov.removal(chain([((0, 1) * 50_000, 1, 0, 7.0), ((0,), 0, 1, 0.0)], channels=2))
        assert found.effect == pytest.approx([1, 1], abs=1e-6)

    def test_slow_cycles_fall_back_to_the_direct_solution(self, monkeypatch: pytest.MonkeyPatch) -> None:
        made = markov.chain(chain([((0, 1) * 500, 1, 0, 7.0), ((1, 0), 0, 1, 0.0)], channels=2))
        monkeypatch.setattr(markov, "ROUNDS", 3)
        assert markov.thin(made)[0] == pytest.approx(markov.dense(made)[0])

    def test_gradients_agree_with_small_changes(self) -> None:
        rows = chain([((0, 1, 2), 3, 1, 1.0), ((1,), 1, 4, 1.0), ((2, 0), 2, 2, 1.0)])
        found = conversion_gradients(rows)
        for pair in range(len(rows.count)):
            moved = Transitions(rows.channels, rows.order, rows.source, rows.target, rows.count.copy(), rows.value)
            moved.count[pair] += 1e-6
            whole, lost = markov.dense(markov.chain(moved))
            after = np.concatenate([whole[:1], whole[0] - lost[0]])
            assert (after - found.at) / 1e-6 == pytest.approx(found.slope[pair], abs=1e-5)


def test_ends_are_told_apart() -> None:
    rows = chain([((0,), 2, 3, 8.0)], channels=1)
    ends = {int(t): float(c) for t, c in zip(rows.target, rows.count, strict=True)}
    assert ends == {CONVERSION: 2, NULL: 3, 1: 5}
