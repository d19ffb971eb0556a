"""A body's desk: its few matters, the date of each explained; draft, look, have it signed."""
