"""Dashboards: one frozen dataclass and one build() each, read only."""
