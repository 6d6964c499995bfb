"""Write forecasts. What needs numpy is imported by workers only."""
