"""What machines read: Atom feeds, the map of permanent addresses, and where robots may go."""
