"""Recommendations: the spine. From filing to proof of execution."""
