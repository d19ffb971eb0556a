"""Only in the demonstration: sign in as anybody invented, read the mail that was sent."""
