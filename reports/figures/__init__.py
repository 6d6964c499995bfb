"""Figures: rows in, a plain dict for Plotly out. Colours are names of design tokens, so that a stored figure fits any theme."""
