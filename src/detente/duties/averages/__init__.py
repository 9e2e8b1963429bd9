"""Average duties, weighed by imports."""
