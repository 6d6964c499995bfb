"""Addressed random numbers."""

import numpy as np

from simulator.core.draws import GAMMA, Draws, mix


class TestDraws:
    def test_the_mixer_gives_the_published_outputs_of_splitmix64(self):
        states = np.array([1234567], dtype=np.uint64) + np.array([1, 2, 3], dtype=np.uint64) * GAMMA

        assert mix(states).tolist() == [6457827717110365317, 3203168211198807973, 9817491932198370423]

    def test_the_same_address_gives_the_same_bits(self):
        assert Draws(7).uniform("a", [3], [9]).tolist() == [0.12217296309603848]

    def test_a_draw_does_not_move_when_others_are_left_out(self):
        everyone = Draws(1).uniform("a", np.arange(100), 4)

        assert Draws(1).uniform("a", [42], 4)[0] == everyone[42]

    def test_seed_stream_unit_and_step_all_matter(self):
        draws = [(1, "a", 0, 0), (2, "a", 0, 0), (1, "b", 0, 0), (1, "a", 1, 0), (1, "a", 0, 1)]

        values = {float(Draws(seed).uniform(stream, unit, step)[0]) for seed, stream, unit, step in draws}

        assert len(values) == 5

    def test_uniforms_fill_the_unit_interval_evenly_and_neighbours_do_not_know_each_other(self):
        values = Draws(3).uniform("even", np.arange(1000)[:, None], np.arange(200)[None, :])
        counts = np.histogram(values, bins=20, range=(0, 1))[0]

        assert abs(counts - 10_000).max() < 450
        assert abs(np.corrcoef(values[:, :-1].ravel(), values[:, 1:].ravel())[0, 1]) < 0.01
        assert abs(np.corrcoef(values[:-1].ravel(), values[1:].ravel())[0, 1]) < 0.01

    def test_normals_have_mean_zero_and_spread_one(self):
        values = Draws(3).normal("bell", np.arange(50_000))

        assert abs(values.mean()) < 0.02
        assert abs(values.std() - 1) < 0.02

    def test_a_choice_follows_its_weights_and_an_integer_stays_below_its_ceiling(self):
        picked = np.bincount(Draws(3).choice("pick", (5, 3, 2), np.arange(20_000))) / 20_000

        assert abs(picked - [0.5, 0.3, 0.2]).max() < 0.02
        assert set(Draws(3).integer("dice", 6, np.arange(1000)).tolist()) == {0, 1, 2, 3, 4, 5}
