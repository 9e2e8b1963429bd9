"""What the reader knows by name: economies, bodies, offices, people, goods, measures and money, as data."""
