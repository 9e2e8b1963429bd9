"""The duty on a good: law, facts, interactions, reasons."""
