"""News: texts read into facts with quotations, set side by side, checked against the record."""
