"""The same examples on every run and machine, however slow."""

from hypothesis import settings

settings.register_profile("steady", max_examples=60, deadline=None, derandomize=True)
settings.load_profile("steady")
