"""Pages of recommendations: the list, the record, its versions, and everything as data."""
