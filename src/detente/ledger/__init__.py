"""The record: who imposed what on whom, since when, until when, and who says so."""
