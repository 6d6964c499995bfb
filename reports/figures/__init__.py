"""Figures: rows in, a plain dict for Plotly out. Colours are names of design tokens, so they fit any theme."""
