"""Measurements of speed: each topic seeds, measures and leaves its numbers in `results/`."""
