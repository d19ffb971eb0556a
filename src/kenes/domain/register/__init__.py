"""The public log of official acts: entries, their digests, and the inner trail."""
