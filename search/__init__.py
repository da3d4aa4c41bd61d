"""Finding: one index over everything."""
