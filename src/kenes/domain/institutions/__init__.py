"""Institutions: offices, bodies, associations; seats, mandates, territories, rules and calendars with dates."""
