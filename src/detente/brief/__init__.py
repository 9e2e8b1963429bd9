"""The sheet: the answers of the other packages composed into one document."""
