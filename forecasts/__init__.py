"""What will happen, and where the next euro should go: forecasts, promises, customer value, media mix, budget moves."""
