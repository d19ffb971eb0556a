"""State bodies, read from published lists."""
