"""What the reader makes of it: one module for each kind of fact, with its rules."""
