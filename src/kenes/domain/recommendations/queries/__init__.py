"""What pages read, by page family. Nothing here writes."""
