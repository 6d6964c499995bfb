"""Close of a cycle: freeze it as reported, restate it with the facts of now, open it again."""
