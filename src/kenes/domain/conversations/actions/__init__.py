"""Every act on conversations; those that are official leave an entry on the register."""
