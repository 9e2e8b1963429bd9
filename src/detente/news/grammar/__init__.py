"""What the reader sees in a text: sentences, quotations, names, amounts, days, and who speaks."""
