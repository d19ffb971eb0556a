"""One folder with all that a server cannot make anew, and the way back from it."""
