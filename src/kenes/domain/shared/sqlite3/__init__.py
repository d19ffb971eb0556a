"""Django's SQLite, which turns the marks of a statement into SQLite's own only once."""
