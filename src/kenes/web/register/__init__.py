"""The public register of official acts, as pages."""
