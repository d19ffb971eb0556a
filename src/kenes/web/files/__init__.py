"""Handing out stored files, each by its owner's rule."""
