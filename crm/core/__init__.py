"""Plain parts of this app."""
