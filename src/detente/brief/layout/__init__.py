"""The sheet in words, section by section, before it is drawn."""
