"""The first page: what this is, how it stands today, and three doors."""
