"""People: who they are to the platform, how sure that is, and what they chose to show."""
