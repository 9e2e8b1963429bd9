"""Other world tables: published files and a user's own, made to add up and kept under a name."""
