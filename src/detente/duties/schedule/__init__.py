"""The tariff schedules of importers: lines, ordinary duties, preferences."""
