"""Bills, comparative tables and topics, read from published files."""
