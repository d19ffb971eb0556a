"""Recommendations of others, read from published files into records with their source.

Each reader turns one kind of file into `Imported` values; `store` writes them, once for each
source key. What cannot be read is refused row by row with its reason.
"""
