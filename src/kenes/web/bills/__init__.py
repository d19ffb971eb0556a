"""Bills and acts: their comparative tables, and what is recommended on them."""
