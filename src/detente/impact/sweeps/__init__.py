"""Sweeps: thousands of tariff scenarios on one world, from a file of them to a table of effects."""
