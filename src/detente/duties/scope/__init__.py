"""Goods and the product lists they stand on."""
