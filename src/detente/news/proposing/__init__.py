"""Facts that are new to the record, as draft entries of it."""
