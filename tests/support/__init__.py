"""What tests of several files share: data, builders, strategies. Fixtures stand in conftest.py."""
