"""Pages: read a query or call one action, then render."""
