"""Whole ways through the pages, in a browser, as people go them."""
