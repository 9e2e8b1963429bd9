"""Economies, products, instants, duty expressions, sources and errors: the words all else speaks."""
