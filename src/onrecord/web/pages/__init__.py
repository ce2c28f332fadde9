"""What each view shows: a frozen dataclass that HTML, JSON and CSV are made of alike, and the function that fills it."""
