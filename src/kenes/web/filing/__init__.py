"""File a recommendation in three questions, and follow it afterwards by its code."""
