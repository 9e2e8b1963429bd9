"""What changed, why, and what hangs on a deadline."""
