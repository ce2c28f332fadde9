"""Many articles: measures and their codebook, positions over time."""
