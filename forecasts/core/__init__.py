"""Arithmetic of forecasts: numpy and scipy only, seeded, every result a set of simulated paths or draws."""
