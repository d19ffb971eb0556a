"""What hostile people send and try, against the real pages."""
