"""Makers of test things, by subject. They go through the real action where one exists."""

from datetime import UTC, datetime

NOW = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
