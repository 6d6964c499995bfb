"""What this app accepts from files: one target or one vendor export per module."""
