"""Files of shipments: rows read, rated, written, set aside."""
