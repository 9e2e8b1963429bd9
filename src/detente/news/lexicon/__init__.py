"""What the reader knows by name: economies, bodies, offices and people, as data a user may extend."""
