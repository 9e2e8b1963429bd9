"""The economy on record: trade, production, elasticities."""
