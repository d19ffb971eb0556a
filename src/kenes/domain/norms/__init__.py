"""Norms: bills, acts and their elements, treaties, obligations, topics."""
