"""Pages of conversations: for everybody who takes part, and for the body that hosts them."""
