"""What the numbers on every page mean, and where the rows they count are."""
