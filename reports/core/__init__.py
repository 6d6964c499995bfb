"""What a report says of a cycle, as plain values."""
