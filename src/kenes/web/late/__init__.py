"""The board of what is late, by body."""
