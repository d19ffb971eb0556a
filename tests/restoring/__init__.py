"""A server is backed up, goes on, is lost, and comes back from the older backup."""
