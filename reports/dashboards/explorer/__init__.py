"""The pages of the attribution explorer as values."""
