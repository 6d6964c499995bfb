"""Pages of alignment: the plan, its campaigns, the mapping desk, receipts of scores."""
