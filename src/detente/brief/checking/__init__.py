"""What articles say against the record as known on the day they were published."""
