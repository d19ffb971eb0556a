"""What Kenes keeps and does: one Django app per subject, imports only downward."""
