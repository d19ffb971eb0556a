"""Institutions with dates: offices, bodies, seats, mandates, territories, rules, calendars."""
