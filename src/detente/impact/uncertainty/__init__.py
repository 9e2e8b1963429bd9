"""Ranges beside every figure: draws of what the model does not know, what drives them, odds on scenarios."""
