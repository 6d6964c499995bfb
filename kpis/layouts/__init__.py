"""What this app accepts from files."""
