"""What this app accepts from files: one subject per module."""
