"""What the tables mean: numbers with the interval they deserve, from tables alone and never from a live model."""
