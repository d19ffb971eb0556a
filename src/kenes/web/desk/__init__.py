"""The secretary's desk: what came in, one text with everything that may be decided on it."""
