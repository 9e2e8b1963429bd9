"""The duty in force and why."""
