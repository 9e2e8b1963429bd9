"""Articles on one event side by side: what all say, what one says, what contradicts."""
