"""Whether this server is well: mail, worker, database, disk."""
