"""A monitor: it follows a log, keeps a copy of all it saw, and says what does not hold.

A log that shows different histories, goes back or rewrites a file is caught by whoever kept what
it showed before.
"""
