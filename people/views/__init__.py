"""Pages of people, one module a topic."""
