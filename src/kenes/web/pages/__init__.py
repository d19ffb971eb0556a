"""What this server is, what it keeps, whom it serves, and how to take its data."""
