"""From the database to the four relations that the engine reads."""
