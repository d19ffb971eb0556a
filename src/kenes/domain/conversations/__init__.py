"""Conversations: a question, short statements, and how people stand to them."""
