"""Every line by partner, on a day or over time."""
